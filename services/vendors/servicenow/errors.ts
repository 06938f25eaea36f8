import { z } from 'zod';
import type { Refusal } from '../../http/restClient';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';

/** https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/c_RESTAPI.html */
const refusalBody = z.object({
  error: z.object({ message: z.string().nullish(), detail: z.string().nullish() }),
});

/** Words that tell more than the status, which is 400 or 403 for many things. */
const CODE_OF_WORDS: readonly [RegExp, ServiceErrorCode][] = [
  // A plugin that is not active: its tables and addresses do not exist.
  [/invalid table|does not represent any resource|method not supported/i, 'misconfigured'],
  // The instance demands a field that the bot does not send.
  [/data policy exception/i, 'misconfigured'],
];

/** What a refusal of ServiceNow means to the bot. */
export function explain({ status, body, error }: Refusal): ServiceError {
  const parsed = refusalBody.safeParse(body);
  const { message, detail } = parsed.data?.error ?? {};
  const words = [message, detail].filter(Boolean).join(': ');
  const known = CODE_OF_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  // ServiceNow says in JSON that a record is missing; anything else is the wrong address.
  const isElsewhere = status === 404 && !parsed.success;
  const { origin, retryAfterMs } = error;
  const code = known ?? (isElsewhere ? 'misconfigured' : error.code);
  return new ServiceError(code, words ? `${error.message}: ${words}` : error.message, { origin, retryAfterMs });
}
