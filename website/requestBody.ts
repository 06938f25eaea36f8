import type { Request } from 'restify';
import type { z } from 'zod';
import { ChannelError } from './channelError';

/** The real Direct Line's limit of one activity. */
export const ACTIVITY_LIMIT_BYTES = 256 * 1024;
const READ_LIMIT_BYTES = 16 * ACTIVITY_LIMIT_BYTES;

/**
 * Reads a JSON body, also when a body parser has been there before.
 *
 * @throws ChannelError 400 when it is not JSON or not of the schema's form, 413 when it is too large.
 */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  return check(schema, await readValue(request));
}

/**
 * Checks what a client sent.
 *
 * @throws ChannelError 400 with the first thing that is wrong.
 */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ChannelError(400, 'BadArgument', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}

/**
 * Parses JSON.
 *
 * @throws ChannelError 400
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ChannelError(400, 'MalformedData', 'The body is not valid JSON.', { cause: error });
  }
}

async function readValue(request: Request): Promise<unknown> {
  const body: unknown = request.body;
  if (typeof body === 'string' || Buffer.isBuffer(body)) return parseJson(body.toString());
  if (body !== undefined) return body;
  const text = await readText(request);
  // An empty body is an empty object: every route that takes options can be called without any.
  return text === '' ? {} : parseJson(text);
}

async function readText(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= ACTIVITY_LIMIT_BYTES) chunks.push(chunk);
      // Leaving early would cut the connection before the client has read the refusal.
      else if (size > READ_LIMIT_BYTES) break;
    }
  } catch (error) {
    throw new ChannelError(400, 'MalformedData', 'The body broke off.', { cause: error });
  }
  if (size > ACTIVITY_LIMIT_BYTES) throw new ChannelError(413, 'MessageSizeTooBig', 'At most 256 KB per activity.');
  return Buffer.concat(chunks).toString();
}
