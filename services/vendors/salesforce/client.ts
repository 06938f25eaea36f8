import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from 'jsforce';
import type { z } from 'zod';
import type { Transport } from '../../http/transport';
import { readAnswer, toServiceError } from './errors';
import { createSession, type SessionSettings } from './session';
import type { Exchange } from './transport';

/** One request through the SDK. */
export interface SalesforceCall<T> {
  /** The port method it is for. */
  operation: string;
  send: (connection: Connection) => PromiseLike<unknown>;
  /** The part of the answer that is used. */
  answer: z.ZodType<T>;
  /** The request names a record by its id, so that NOT_FOUND is about the record and not about the address or a field. */
  byId?: boolean;
  signal?: AbortSignal;
}

/** @throws ServiceError, or the signal's own reason when the call was aborted. */
export type SalesforceClient = <T>(call: SalesforceCall<T>) => Promise<T>;

/** The official SDK on our transport, logged in with client credentials. */
export function createClient(settings: SessionSettings, { transport }: { transport: Transport }): SalesforceClient {
  /** A connection serves many calls at once; this tells its transport whose request it is. */
  const calls = new AsyncLocalStorage<Exchange>();
  const session = createSession(settings, transport, () => calls.getStore());

  return async ({ operation, send, answer, byId = false, signal }) => {
    signal?.throwIfAborted();
    const exchange: Exchange = { signal };
    const attempt = (connection: Connection) =>
      calls.run(exchange, async () => readAnswer(answer, await send(connection)));
    try {
      const connection = await unlessAborted(session.connection(), signal);
      return await attempt(connection).catch(async (error: unknown) => {
        // Once: a server that refuses the new token, too, is believed.
        if (exchange.answered?.status !== 401) throw error;
        return attempt(await unlessAborted(session.renew(connection), signal));
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toServiceError(error, { operation, exchange, byId });
    }
  };
}

/** Waits for what others wait for, too; the signal ends only this waiting. */
function unlessAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
