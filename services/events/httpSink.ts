import { createHmac } from 'node:crypto';
import { HTTP, type CloudEvent } from 'cloudevents';
import { createTransport } from '../http/boundedTransport';
import { parseRetryAfter } from '../http/retryAfter';
import type { Clock } from '../operations/clock';
import { ServiceError } from '../serviceError';
import { SinkError, type Sink } from './sink';

/** The receiver's answer is not read for anything but its status. */
const MAX_ANSWER_BYTES = 64_000;
const TIMEOUT_MS = 10_000;
/** An event that was refused so often is set aside, after about nine minutes. */
const MAX_REFUSALS = 10;

/** Seconds since 1970 when the request was signed. */
export const TIMESTAMP_HEADER = 'x-events-timestamp';
/** `sha256=` and the HMAC-SHA256 of timestamp, full stop and body, in hex. */
export const SIGNATURE_HEADER = 'x-events-signature';

export interface HttpSinkOptions {
  url: string;
  secret: string;
  clock: Clock;
  timeoutMs?: number;
}

/**
 * Sends each event as one POST in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md):
 * the body holds all of it, so that the signature protects its id, type and time as well as its data.
 */
export function createHttpSink({ url, secret, clock, timeoutMs = TIMEOUT_MS }: HttpSinkOptions): Sink {
  const transport = createTransport({ timeoutMs, maxBytes: MAX_ANSWER_BYTES });
  const refusals = new Map<string, number>();
  function refused(id: string, message: string): SinkError {
    const count = (refusals.get(id) ?? 0) + 1;
    refusals.set(id, count);
    if (count >= MAX_REFUSALS) refusals.delete(id);
    return new SinkError(message, undefined, true, count >= MAX_REFUSALS);
  }
  return {
    async send(event) {
      const { headers, body } = toRequest(event);
      const timestamp = String(Math.floor(clock.now() / 1000));
      const signed = { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: sign(secret, timestamp, body) };
      const answer = await transport({ method: 'POST', url, headers: { ...headers, ...signed }, body }).catch(
        (error: unknown) => {
          // A redirect: the address is wrong, and will be.
          if (error instanceof ServiceError && error.code === 'misconfigured') throw refused(event.id, error.message);
          throw error;
        },
      );
      const { status } = answer;
      if (status >= 200 && status < 300) return void refusals.delete(event.id);
      const message = `the receiver of events answered HTTP ${status}`;
      if (status < 500 && status !== 408 && status !== 429) throw refused(event.id, message);
      throw new SinkError(message, parseRetryAfter(answer.headers.get('retry-after'), clock.now()));
    },
    close: () => Promise.resolve(),
  };
}

/** What the receiver computes to see that a request is the bot's. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function toRequest(event: CloudEvent<object>): { headers: Record<string, string>; body: string } {
  const { headers, body } = HTTP.structured(event);
  return { headers: { 'content-type': String(headers['content-type']) }, body: String(body) };
}
