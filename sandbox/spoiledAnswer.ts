import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './answer';

const HUGE_CHUNK = Buffer.alloc(64 * 1024, 'a');
const HUGE_CHUNKS = 1_600;
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Sends the answer as it is. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const bodiless = BODILESS.has(status);
  // Two statements: restify, where it is loaded, makes `writeHead` of every response return nothing.
  response.writeHead(status, bodiless ? headers : { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(bodiless ? undefined : body);
}

/** Breaks the connection with a TCP reset. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Promises the whole body, sends half of it and hangs up. */
export function truncate(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

/** Sends byte after byte, with a pause in between. */
export async function trickle(
  response: ServerResponse,
  { status, headers, body }: Answer,
  pauseMs: number,
  signal: AbortSignal,
): Promise<void> {
  async function* bytes() {
    for (const byte of Buffer.from(body)) {
      yield Buffer.of(byte);
      await pause(pauseMs, undefined, { signal });
    }
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  await pipeline(Readable.from(bytes()), response);
}

/** Streams about 100 MB of valid JSON, as fast as the caller reads it and no faster. */
export async function sendHuge(response: ServerResponse): Promise<void> {
  function* chunks() {
    yield '{"data":"';
    for (let sent = 0; sent < HUGE_CHUNKS; sent++) yield HUGE_CHUNK;
    yield '"}';
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  await pipeline(Readable.from(chunks()), response);
}

/** What a proxy in front of a vendor sends when it has no better idea. */
export function htmlPage(): Answer {
  const body = '<!DOCTYPE html><html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>';
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
