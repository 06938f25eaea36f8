/** Longer waits are cut to this: whoever asks for an hour is asked again after a minute. */
export const MAX_RETRY_AFTER_MS = 60_000;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param maxMs what a longer wait is cut to, by default a minute
 * @returns the wait in milliseconds; `undefined` when the header is absent or senseless.
 */
export function parseRetryAfter(
  value: string | null | undefined,
  now = Date.now(),
  maxMs = MAX_RETRY_AFTER_MS,
): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  const date = text.endsWith('GMT') ? Date.parse(text) : NaN;
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : date - now;
  if (Number.isNaN(waitMs)) return undefined;
  return Math.min(Math.max(0, Math.ceil(waitMs)), maxMs);
}
