import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a signed time may be from now, in milliseconds: what is older may be a recording. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Whether `given` is the HMAC-SHA256 of the parts, one after the other, with any of the secrets. The texts are compared, not
 * the bytes they stand for: several texts in base64 can stand for the same bytes. Takes the same time wherever they differ.
 */
export function isSigned(
  given: string | undefined,
  encoding: 'base64' | 'hex',
  secrets: readonly string[],
  ...parts: readonly (string | Buffer)[]
): boolean {
  const text = Buffer.from(given ?? '');
  const matches = secrets.map((secret) => {
    const hmac = createHmac('sha256', secret);
    for (const part of parts) hmac.update(part);
    const expected = Buffer.from(hmac.digest(encoding));
    return text.length === expected.length && timingSafeEqual(text, expected);
  });
  return matches.includes(true);
}

/** Whether a time that came with a signature is of these minutes. */
export function isRecent(time: number | undefined, now: number): boolean {
  return time !== undefined && Math.abs(now - time) <= TOLERANCE_MS;
}
