import { z } from 'zod';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';
import type { Exchange } from './transport';

/** What Salesforce says in DUPLICATES_DETECTED about the records that it found. */
const duplicateResult = z.object({
  allowSave: z.boolean().nullish(),
  matchResults: z.array(
    z.object({
      entityType: z.string().nullish(),
      matchRecords: z.array(z.object({ record: z.object({ Id: z.string() }) })).nullish(),
    }),
  ),
});

const entrySchema = z.object({
  errorCode: z.string(),
  message: z.string().nullish(),
  // Salesforce spells it so in JSON; its documents and its XML have the other one.
  duplicateResut: duplicateResult.nullish().catch(undefined),
  duplicateResult: duplicateResult.nullish().catch(undefined),
});

/**
 * The shapes of a failure, read without the SDK, which is loaded only when the first call is made:
 * - the SDK's `HttpApiError`: `errorCode`, and in `data` the one entry of Salesforce's list;
 * - the same with `MULTIPLE_API_ERRORS`, and in `data` the whole list;
 * - the same with `ERROR_HTTP_<status>`, where the body was no list of errors: a proxy's page, or nothing;
 * - of the log-in, an `Error` whose `name` is OAuth's code; of our transport, a `ServiceError`.
 * The HTTP status is in none of them: it comes with the exchange.
 */
const failureSchema = z.object({ errorCode: z.string(), message: z.string(), data: z.unknown() });

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm#exceptioncode */
const CODE_OF_ERROR: ReadonlyMap<string, ServiceErrorCode> = new Map([
  ['INVALID_SESSION_ID', 'unauthenticated'],
  ['INVALID_AUTH_HEADER', 'unauthenticated'],
  ['API_DISABLED_FOR_ORG', 'forbidden'],
  ['API_CURRENTLY_DISABLED', 'forbidden'],
  ['FUNCTIONALITY_NOT_ENABLED', 'forbidden'],
  ['INSUFFICIENT_ACCESS', 'forbidden'],
  ['INSUFFICIENT_ACCESS_OR_READONLY', 'forbidden'],
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'forbidden'],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'misconfigured'],
  ['INVALID_FIELD', 'misconfigured'],
  ['INVALID_FIELD_FOR_INSERT_UPDATE', 'misconfigured'],
  ['INVALID_TYPE', 'misconfigured'],
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'misconfigured'],
  ['INACTIVE_OWNER_OR_USER', 'misconfigured'],
  ['STORAGE_LIMIT_EXCEEDED', 'misconfigured'],
  ['UNSUPPORTED_API_VERSION', 'misconfigured'],
  ['REQUEST_LIMIT_EXCEEDED', 'rate_limited'],
  ['SERVER_UNAVAILABLE', 'unavailable'],
  ['UNABLE_TO_LOCK_ROW', 'unavailable'],
  ['QUERY_TIMEOUT', 'unavailable'],
  ['UNKNOWN_EXCEPTION', 'unavailable'],
  ['ENTITY_IS_DELETED', 'not_found'],
  ['INVALID_CROSS_REFERENCE_KEY', 'not_found'],
  ['DUPLICATES_DETECTED', 'conflict'],
  ['DUPLICATE_VALUE', 'conflict'],
  ['DUPLICATE_EXTERNAL_ID', 'conflict'],
  ['MULTIPLE_CHOICES', 'conflict'],
  ['CANNOT_UPDATE_CONVERTED_LEAD', 'conflict'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'invalid_input'],
  ['FIELD_INTEGRITY_EXCEPTION', 'invalid_input'],
  ['INVALID_EMAIL_ADDRESS', 'invalid_input'],
  ['MALFORMED_ID', 'invalid_input'],
  ['REQUIRED_FIELD_MISSING', 'invalid_input'],
  ['STRING_TOO_LONG', 'invalid_input'],
  ['JSON_PARSER_ERROR', 'unexpected'],
  ['MALFORMED_QUERY', 'unexpected'],
  ['INVALID_QUERY_FILTER_OPERATOR', 'unexpected'],
]);

/** Where the body does not tell. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const CODE_OF_STATUS: Readonly<Record<number, ServiceErrorCode>> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'misconfigured',
  405: 'misconfigured',
  408: 'unavailable',
  409: 'conflict',
  410: 'misconfigured',
  420: 'unavailable',
  429: 'rate_limited',
};

const codeOfStatus = (status = 0): ServiceErrorCode =>
  CODE_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'unexpected');

export interface Failing {
  operation: string;
  exchange: Exchange;
  /** See `SalesforceCall.byId`. */
  byId: boolean;
}

/** What an error of the SDK means to the bot. */
export function toServiceError(error: unknown, { operation, exchange, byId }: Failing): ServiceError {
  const origin = { vendor: 'salesforce', operation };
  if (error instanceof ServiceError)
    return new ServiceError(error.code, error.message, { ...error, origin, cause: error });
  const { answered } = exchange;
  const entries = entriesOf(error);
  const known = entries.map(({ errorCode }) => codeOf(errorCode, byId)).find(Boolean);
  const code = known ?? codeOfStatus(answered?.status);
  const words = entries.map((entry) => `${entry.errorCode}: ${entry.message ?? ''}`).join('; ');
  const message = words || (error instanceof Error ? error.message : String(error));
  return new ServiceError(code, `Salesforce: ${message}`, {
    origin,
    retryAfterMs: answered?.retryAfterMs,
    cause: error,
  });
}

/** What a failed log-in means. Nothing of its answer is repeated: it may hold a token or the secret. */
export function toLogInError(error: unknown, { answered }: Exchange): ServiceError {
  const { name = '' } = error as Partial<Error>;
  const details = { retryAfterMs: answered?.retryAfterMs, notSent: true };
  // The call itself never left this process, whatever became of the log-in.
  if (error instanceof ServiceError)
    return new ServiceError(error.code, error.message, { ...details, ...error, notSent: true, cause: error });
  const status = answered?.status;
  if (status === undefined) return new ServiceError('unexpected', 'Salesforce log-in', { ...details, cause: error });
  const refused = status === 400 || status === 401;
  const code = name === 'rate_limit_exceeded' ? 'rate_limited' : refused ? 'unauthenticated' : codeOfStatus(status);
  return new ServiceError(code, `Salesforce log-in: HTTP ${status}${/^\w+$/.test(name) ? `, ${name}` : ''}`, details);
}

/** @throws ServiceError when the answer has not the shape that is needed. The SDK gives what is no JSON as its text. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  // A page of a proxy, or half an answer, will not last; JSON of another shape will.
  const code = answer === undefined || typeof answer === 'string' ? 'unavailable' : 'unexpected';
  throw new ServiceError(code, 'Salesforce: cannot read its answer', { cause: parsed.error });
}

/** Whether Salesforce refused with this code, alone or among others. */
export function isRefusal(error: unknown, errorCode: string): boolean {
  return error instanceof ServiceError && entriesOf(error.cause).some((entry) => entry.errorCode === errorCode);
}

export interface Duplicates {
  /** Whether the rule only warns, so that the record may be saved all the same. */
  allowSave: boolean;
  leadIds: string[];
  contactIds: string[];
}

/** The records that a duplicate rule pointed to; `undefined` when the error is another one. */
export function duplicatesIn(error: unknown): Duplicates | undefined {
  if (!(error instanceof ServiceError)) return undefined;
  const entry = entriesOf(error.cause).find(({ errorCode }) => errorCode === 'DUPLICATES_DETECTED');
  if (!entry) return undefined;
  const result = entry.duplicateResut ?? entry.duplicateResult;
  const idsOf = (type: string) =>
    (result?.matchResults ?? [])
      .filter(({ entityType }) => entityType === type)
      .flatMap(({ matchRecords }) => (matchRecords ?? []).map(({ record }) => record.Id));
  return { allowSave: result?.allowSave === true, leadIds: idsOf('Lead'), contactIds: idsOf('Contact') };
}

function codeOf(errorCode: string, byId: boolean): ServiceErrorCode | undefined {
  if (errorCode !== 'NOT_FOUND') return CODE_OF_ERROR.get(errorCode);
  return byId ? 'not_found' : 'misconfigured';
}

function entriesOf(error: unknown): z.infer<typeof entrySchema>[] {
  const failure = failureSchema.safeParse(error);
  if (!failure.success) return [];
  const { errorCode, message, data } = failure.data;
  const entries = z.array(entrySchema).safeParse(Array.isArray(data) ? data : [data]);
  if (entries.success) return entries.data;
  // The whole page of a proxy would be too much for a log.
  return [{ errorCode, message: message.slice(0, 200) }];
}
