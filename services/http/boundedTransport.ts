import { ServiceError } from '../serviceError';
import type { Transport, TransportRequest, TransportResponse } from './transport';

export interface TransportLimits {
  /** For the whole answer, from the first try to connect to its last byte. */
  timeoutMs?: number;
  /** Of the answer's body, after decompression. */
  maxBytes?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 5_000_000;

/**
 * A transport over Node's own fetch, which keeps connections alive and re-uses them.
 *
 * Redirects are not followed: none of the systems needs one, and one could lead inside the network. A redirect is refused as
 * `misconfigured`, because it usually means that the configured address is not the right one.
 */
export function createTransport({
  timeoutMs = DEFAULT_TIMEOUT_MS,
  maxBytes = DEFAULT_MAX_BYTES,
}: TransportLimits = {}): Transport {
  return async (request) => {
    request.signal?.throwIfAborted();
    const { origin } = new URL(request.url);
    const failure = (why: string, cause?: unknown) =>
      new ServiceError('unavailable', `${request.method} ${origin}: ${why}`, { cause });

    const abort = new AbortController();
    const passOn = () => abort.abort(request.signal?.reason);
    request.signal?.addEventListener('abort', passOn, { once: true });
    const deadline = setTimeout(() => abort.abort(failure(`no whole answer within ${timeoutMs} ms`)), timeoutMs);
    try {
      return await exchange(request, abort, maxBytes, failure);
    } catch (error) {
      if (abort.signal.aborted) throw abort.signal.reason;
      if (error instanceof ServiceError) throw error;
      throw failure(reasonOf(error), error);
    } finally {
      clearTimeout(deadline);
      request.signal?.removeEventListener('abort', passOn);
    }
  };
}

async function exchange(
  { method, url, headers, body }: TransportRequest,
  abort: AbortController,
  maxBytes: number,
  failure: (why: string) => ServiceError,
): Promise<TransportResponse> {
  const response = await fetch(url, {
    method,
    headers,
    body: body as RequestInit['body'],
    redirect: 'manual',
    signal: abort.signal,
  });
  if (response.headers.has('location') && response.status >= 300 && response.status < 400) {
    const refusal = new ServiceError('misconfigured', `${method} ${new URL(url).origin}: refused a redirect`);
    abort.abort(refusal);
    throw refusal;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Aborting ends the connection too: nobody reads the rest.
    if (length > maxBytes) abort.abort(failure(`the answer has more than ${maxBytes} bytes`));
    abort.signal.throwIfAborted();
    chunks.push(chunk);
  }
  return { status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
}

/** fetch says only "fetch failed"; what happened stands in the causes. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Partial<Error>;
  return cause ? `${message}: ${reasonOf(cause)}` : (message ?? String(error));
}
