import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from './answer';
import { control } from './controlRoutes';
import { SandboxState } from './sandboxState';
import { reset, send } from './spoiledAnswer';
import { serveVendor, type ReadRequest } from './vendorRoute';

const HOST = '127.0.0.1';
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Room for the largest attachment that a vendor takes. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** Longer than the callers' pools keep a connection, so that it is never closed under a request. */
const KEEP_ALIVE_MS = 60_000;

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  /** Whether the bot started it, and may therefore end it by `POST /control/stop`. */
  owned?: boolean;
}

export interface Sandbox {
  url: string;
  /** Ends it at once, whatever is still waiting. */
  close(): Promise<void>;
  /** Settles when it has ended, by `close` or by `POST /control/stop`. */
  closed: Promise<void>;
}

/**
 * Starts the sandbox systems on this machine's loopback.
 *
 * @throws the error of `listen`, for example `EADDRINUSE`.
 */
export async function startSandbox({ port, owned = false }: SandboxOptions): Promise<Sandbox> {
  const state = new SandboxState();
  const stopping = new AbortController();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // Broken off by the caller or by close(): nobody is left to tell.
      if (stopping.signal.aborted || response.destroyed) return;
      console.error(error);
      if (response.headersSent) reset(response);
      else send(response, json(500, { error: 'the sandbox itself failed; see its output' }));
    });
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!fromThisMachine(message)) {
      return send(response, json(403, { error: 'the sandbox is for programs of this machine only' }));
    }
    const request = await read(message);
    if (!request) return send(response, json(413, { error: `the body has more than ${MAX_BODY_BYTES} bytes` }));
    const id = request.url.pathname.split('/')[1] ?? '';
    const vendor = state.vendor(id);
    if (vendor) return serveVendor(state, id, vendor, request, response, stopping.signal);
    if (id !== 'control') {
      return send(response, json(404, { error: `no such vendor; there is: ${state.vendorIds().join(', ')}` }));
    }
    const { url, body } = request;
    const answer = await control(message.method ?? 'GET', url.pathname, {
      state,
      owned,
      query: url.searchParams,
      body,
    });
    if (url.pathname === '/control/stop' && answer.status === 200) response.on('finish', () => void close());
    send(response, answer);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  const close = () => {
    stopping.abort();
    server.close();
    server.closeAllConnections();
    return closed;
  };
  return { url: `http://${HOST}:${(server.address() as AddressInfo).port}`, close, closed };
}

/**
 * Web pages must not reach the sandbox: neither under a foreign name that points here (DNS rebinding), nor from a page of
 * another site in this machine's browser.
 */
function fromThisMachine({ headers }: IncomingMessage): boolean {
  const hostName = (host: string | undefined) => URL.parse(`http://${host ?? ''}`)?.hostname ?? '';
  const origin = headers.origin === undefined ? undefined : (URL.parse(headers.origin)?.hostname ?? '');
  return LOOPBACK_NAMES.has(hostName(headers.host)) && (origin === undefined || LOOPBACK_NAMES.has(origin));
}

/** Reads a request to its end; `undefined` when it is too long. */
async function read(message: IncomingMessage): Promise<ReadRequest | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Read on in any case: a connection broken off here would hide the answer.
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (length > MAX_BODY_BYTES) return undefined;
  const url = URL.parse(`http://${HOST}${message.url}`) ?? new URL(`http://${HOST}`);
  return { message, url, body: Buffer.concat(chunks) };
}
