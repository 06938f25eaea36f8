/** One request on its way to a business system. */
export interface TransportRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
}

/** A whole answer: the body has been read, within its limits. */
export interface TransportResponse {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

/**
 * Sends one request and reads the whole answer. Any HTTP status is an answer.
 *
 * @throws ServiceError `unavailable` when there is no whole answer (network error, reset, truncated, too slow, too large),
 *   with the cause kept; the signal's own reason when it was aborted.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;
