import type { Request } from 'restify';
import { readBody } from '../requestBody';

/** The fields of a form; of several with one name the last. */
export type Form = Readonly<Record<string, string | undefined>>;

/** Far more than any form here has. */
const MAX_BYTES = 8 * 1024;

/** What a browser's form sends, or the status it is refused with. */
export async function readForm(request: Request): Promise<Form | 413 | 415> {
  if (!request.is('application/x-www-form-urlencoded') || request.headers['content-encoding']) return 415;
  const body = await readBody(request, MAX_BYTES);
  return Buffer.isBuffer(body) ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : 413;
}
