import { PassThrough } from 'node:stream';
import type SdkTransport from 'jsforce/lib/transport';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types';
import { parseRetryAfter } from '../../http/retryAfter';
import type { Transport } from '../../http/transport';

/** What one call needs on its way through the SDK, and what the SDK forgets of the answer. */
export interface Exchange {
  signal?: AbortSignal;
  answered?: { status: number; retryAfterMs: number | undefined };
}

/**
 * Our transport in the shape of the SDK's. The SDK's own dies with a connection that breaks in mid-body, limits only the time
 * to the headers, sends reads again up to five times, and takes a proxy from the environment without its exceptions.
 *
 * @param current gives the exchange that the SDK is working for
 */
export function sdkTransport(transport: Transport, current: () => Exchange | undefined): SdkTransport['httpRequest'] {
  // Nobody reads the stream, but the SDK connects it with others.
  return (request) => Object.assign(send(transport, request, current()), { stream: () => new PassThrough() });
}

async function send(
  transport: Transport,
  { method, url, headers = {}, body }: HttpRequest,
  exchange: Exchange | undefined,
): Promise<HttpResponse> {
  if (!exchange) throw new Error('the Salesforce SDK was used outside of a call');
  // fetch counts for itself.
  const { 'content-length': _length, ...sent } = headers;
  const answer = await transport({
    method,
    url,
    headers: { accept: 'application/json', ...sent },
    body: typeof body === 'string' ? body : undefined,
    signal: exchange.signal,
  });
  exchange.answered = { status: answer.status, retryAfterMs: parseRetryAfter(answer.headers.get('retry-after')) };
  return {
    statusCode: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(answer.body).toString('utf8'),
  };
}
