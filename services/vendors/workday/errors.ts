import { z } from 'zod';
import type { Refusal } from '../../http/restClient';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';

/** What Workday says no to, as far as the bot has something to say about it. */
export type RefusalReason = 'insufficient_balance' | 'overlap' | 'already_initiated';

/** Workday's own words and codes: kept as the cause of the ServiceError. */
export class WorkdayRefusal extends Error {
  constructor(
    readonly status: number,
    readonly codes: readonly string[],
    readonly texts: readonly string[],
  ) {
    super(`HTTP ${status}: ${[...codes, ...texts].join('; ')}`);
  }

  get reason(): RefusalReason | undefined {
    const byCode = this.codes.flatMap((code) => REASON_OF_CODE.get(code) ?? []);
    const byText = this.texts.flatMap((text) => REASON_OF_TEXT.find(([words]) => words.test(text))?.[1] ?? []);
    return byCode[0] ?? byText[0];
  }
}

/** https://community.workday.com/sites/default/files/file-hosting/restapi/index.html#absenceManagement/v1/post-/workers/-ID-/requestTimeOff */
const REASON_OF_CODE: ReadonlyMap<string, RefusalReason> = new Map([
  ['A1011', 'insufficient_balance'],
  ['A1008', 'overlap'],
  ['A1028', 'overlap'],
  // Entries of the same type for a date that has one.
  ['A1032', 'overlap'],
  ['A178', 'already_initiated'],
]);

/** The same by the documented words: older versions of the API send no codes. */
const REASON_OF_TEXT: readonly (readonly [RegExp, RefusalReason])[] = [
  [/sufficient balance/i, 'insufficient_balance'],
  [/overlap|multiple entries for the same time off type/i, 'overlap'],
  [/business process has already been initiated/i, 'already_initiated'],
];

/** `{"error":"Validation error","errors":[{"error":"…","field":"days","code":"A1011"}]}` */
const refusalBody = z.object({
  error: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  errors: z.array(z.object({ error: z.string().catch(''), code: z.string().optional().catch(undefined) })).catch([]),
});

/** A refusal with Workday's reason as its cause; the code is the status' own but where a reason is known. */
export function explain({ status, body, error }: Refusal): ServiceError {
  const { data } = refusalBody.safeParse(body);
  const parts = data ? [data, ...data.errors] : [];
  const codes = parts.flatMap((part) => part.code ?? /\b[AS]\d{1,4}\b/.exec(part.error)?.[0] ?? []);
  const texts = parts.flatMap((part) => part.error || []);
  const refusal = new WorkdayRefusal(status, codes, texts);
  const code = status === 400 && refusal.reason ? 'conflict' : error.code;
  return restated(error, code, `Workday: ${refusal.message}`, refusal);
}

/** Why Workday refused, where that is known. */
export function reasonOf(error: unknown): RefusalReason | undefined {
  return error instanceof ServiceError && error.cause instanceof WorkdayRefusal ? error.cause.reason : undefined;
}

/** The same error under another code. */
export function restated(
  { origin, retryAfterMs, notSent, message: before, cause: causeBefore }: ServiceError,
  code: ServiceErrorCode,
  message = before,
  cause: unknown = causeBefore,
): ServiceError {
  return new ServiceError(code, message, { origin, retryAfterMs, notSent, cause });
}
