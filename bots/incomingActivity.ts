import { z } from 'zod';

/** Deeper than any channel nests; more would only exhaust the stack of whoever walks through it. */
const MAX_DEPTH = 40;

/** It becomes a part of keys and headers. */
const id = z
  .string()
  .max(1024)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'must be readable text');

const account = z.looseObject({ id: id.min(1), name: z.string().max(1024).nullish() });

const attachment = z.looseObject({
  contentType: z.string().max(256).nullish(),
  contentUrl: z.string().nullish(),
  name: z.string().max(1024).nullish(),
});

/** The parts of an activity that the bot relies on. Everything else is carried along. */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(64),
  id: id.nullish(),
  channelId: id.min(1).max(64),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2048),
  conversation: account.extend({ name: z.string().nullish() }),
  from: account,
  recipient: account,
  text: z.string().nullish(),
  locale: z.string().max(35).nullish(),
  localTimezone: z.string().max(64).nullish(),
  attachments: z.array(attachment).max(50).nullish(),
  entities: z
    .array(z.looseObject({ type: z.string().max(256) }))
    .max(100)
    .nullish(),
  membersAdded: z.array(account).max(1000).nullish(),
  membersRemoved: z.array(account).max(1000).nullish(),
});

/** What is wrong with an activity, or nothing when the bot can work with it. The words hold nothing of its content. */
export function findActivityFault(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'the body must be a JSON object';
  if (isTooDeep(body)) return `the body is nested deeper than ${MAX_DEPTH} levels`;
  const parsed = activitySchema.safeParse(body);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'not an activity';
}

/** True for a `Host` header that names this machine and cannot be another site's. */
export function isLoopbackHost(host = ''): boolean {
  return isLoopbackAddress(`http://${host}`);
}

/** True for an address on this machine: the only place that is answered at while nobody has to prove who they are. */
export function isLoopbackAddress(url = ''): boolean {
  return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** Walks without recursion, so that depth itself can do no harm. */
function isTooDeep(body: object): boolean {
  let level: object[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((value) =>
      Object.values(value).filter((child): child is object => typeof child === 'object' && child !== null),
    );
  }
  return false;
}
