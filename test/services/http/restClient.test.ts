import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createTransport } from '../../../services/http/boundedTransport';
import { createRestClient, path, type Authorization, type RestRequest } from '../../../services/http/restClient';
import { ServiceError } from '../../../services/serviceError';

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}
interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

let server: Server;
let baseUrl: string;
let received: Received[];
let replies: Reply[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const { status = 200, headers: answered = {}, body = '{"ok":true}' } = replies.shift() ?? {};
      // Not chained: restify, in the same worker, replaces writeHead by one that gives nothing back.
      response.writeHead(status, answered);
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
});
beforeEach(() => {
  received = [];
  replies = [];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const fixed: Authorization = { header: () => Promise.resolve('Token 1'), renew: () => Promise.resolve(false) };
const answer = z.object({ ok: z.boolean() });
const request = { operation: 'findThing', method: 'GET', path: '/things', answer } as const;
const origin = { vendor: 'acme', operation: 'findThing' };

const client = (options: object = {}) =>
  createRestClient({
    vendor: 'acme',
    displayName: 'Acme',
    baseUrl,
    transport: createTransport(),
    authorization: fixed,
    ...options,
  });
const send = (change: Partial<RestRequest<unknown>> = {}, options: object = {}) =>
  client(options)({ ...request, ...change });

describe('a request', () => {
  test('has the address, the query and the headers that it is given', async () => {
    const query = { text: 'a b&c=d', page: 2, all: false, none: undefined };
    expect(await send({ query, headers: { 'x-more': '1' } })).toEqual({ ok: true });
    expect(received).toEqual([
      {
        method: 'GET',
        url: '/base/things?text=a+b%26c%3Dd&page=2&all=false',
        headers: expect.objectContaining({
          accept: 'application/json',
          authorization: 'Token 1',
          'x-more': '1',
        }) as object,
        body: '',
      },
    ]);
    expect(received[0]?.headers).not.toHaveProperty('content-type');
  });

  test('carries JSON, or anything else', async () => {
    await send({ method: 'POST', json: { text: 'grüezi' } });
    await send({ method: 'PUT', body: new Uint8Array([65]), headers: { 'content-type': 'text/plain' } });
    expect(received.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      ['application/json', '{"text":"grüezi"}'],
      ['text/plain', 'A'],
    ]);
  });

  test('does not begin when it was aborted before', async () => {
    const reason = new Error('gone');
    const header = jest.fn(() => Promise.resolve('Token 1'));
    const authorization = { ...fixed, header };
    await expect(send({ signal: AbortSignal.abort(reason) }, { authorization })).rejects.toBe(reason);
    expect([header.mock.calls, received]).toEqual([[], []]);
  });
});

describe('a path', () => {
  test('keeps each part a part', async () => {
    await send({ path: path`/things/${'a/../b?c#d %2e'}/parts/${7}` });
    expect(received[0]?.url).toBe('/base/things/a%2F..%2Fb%3Fc%23d%20%252e/parts/7');
  });

  test('keeps a broken character from breaking it', () => {
    expect(path`/things/${'a\ud800'}`).toBe('/things/a%EF%BF%BD');
  });

  test.each(['', '.', '..'])('has no part "%s"', (part) => {
    expect(() => path`/things/${part}/parts`).toThrow(
      expect.objectContaining({ code: 'invalid_input', mayBeDone: false }) as Error,
    );
  });
});

describe('the log-in', () => {
  /** A log-in whose tokens have numbers; each renewal gives the next. */
  const counting = (most = 9) => {
    let current = 1;
    const renewed: string[] = [];
    const authorization: Authorization = {
      header: () => Promise.resolve(`Token ${current}`),
      renew: (refused) => {
        renewed.push(refused);
        if (current === most) return Promise.resolve(false);
        current++;
        return Promise.resolve(true);
      },
    };
    return { authorization, renewed };
  };

  test('is renewed once when it is not accepted any more', async () => {
    const { authorization, renewed } = counting();
    replies = [{ status: 401 }];
    expect(await send({}, { authorization })).toEqual({ ok: true });
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Token 1', 'Token 2']);
    expect(renewed).toEqual(['Token 1']);
  });

  test('is renewed once only', async () => {
    const { authorization } = counting();
    replies = [{ status: 401 }, { status: 401 }];
    await expect(send({}, { authorization })).rejects.toMatchObject({ code: 'unauthenticated', origin });
    expect(received).toHaveLength(2);
  });

  test('is not renewed where there is nothing to renew', async () => {
    replies = [{ status: 401 }];
    await expect(send()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(received).toHaveLength(1);
  });

  test('fails for the operation that needed it: nothing was sent', async () => {
    const failure = new ServiceError('rate_limited', 'slowly', { retryAfterMs: 500 });
    const authorization = { ...fixed, header: () => Promise.reject(failure) };
    await expect(send({}, { authorization })).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'slowly',
      origin,
      retryAfterMs: 500,
      mayBeDone: false,
      cause: failure,
    });
    const fault = new TypeError('a fault of ours');
    const broken = { ...fixed, header: () => Promise.reject(fault) };
    await expect(send({}, { authorization: broken })).rejects.toBe(fault);
  });

  test('keeps nobody who does not want to wait for it', async () => {
    const abort = new AbortController();
    const reason = new Error('gone');
    const authorization = { ...fixed, header: () => new Promise<string>(() => undefined) };
    const waiting = expect(send({ signal: abort.signal }, { authorization })).rejects.toBe(reason);
    abort.abort(reason);
    await waiting;
  });
});

describe('an answer', () => {
  test.each([
    [400, 'invalid_input', false],
    [401, 'unauthenticated', false],
    [403, 'forbidden', false],
    [404, 'not_found', false],
    [405, 'unexpected', true],
    [408, 'unavailable', true],
    [409, 'conflict', false],
    [410, 'not_found', false],
    [422, 'invalid_input', false],
    [423, 'unavailable', true],
    [429, 'rate_limited', false],
    [500, 'unavailable', true],
    [504, 'unavailable', true],
  ])('%d is %s', async (status, code, mayBeDone) => {
    replies = [{ status, headers: { 'retry-after': '2' }, body: '{"secret":"words"}' }];
    const error = (await send().catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ code, mayBeDone, origin, retryAfterMs: 2_000, message: `Acme: HTTP ${status}` });
  });

  test('may say that there is none', async () => {
    replies = [{ status: 404, body: 'not here' }];
    expect(await send({ noneAt: [404, 410] })).toBeUndefined();
  });

  test('may have no body', async () => {
    replies = [{ status: 204, body: '' }];
    expect(await send({ answer: z.undefined() })).toBeUndefined();
  });

  test.each([
    ['<html>Please wait</html>', 'unavailable'],
    ['{"ok":tr', 'unavailable'],
    ['{"ok":"yes"}', 'unexpected'],
    ['[]', 'unexpected'],
    ['', 'unexpected'],
  ])('%j is %s', async (body, code) => {
    replies = [{ body }];
    await expect(send()).rejects.toMatchObject({ code, origin, message: 'Acme: cannot read its answer' });
  });

  test('is explained by the vendor, where it knows better', async () => {
    const seen: unknown[] = [];
    const explain = ({ status, body, error }: { status: number; body: unknown; error: ServiceError }) => {
      seen.push([status, body, error.code]);
      return new ServiceError('conflict', 'taken');
    };
    replies = [
      { status: 400, body: '{"reason":"taken"}' },
      { status: 502, body: '<html>' },
    ];
    await expect(send({}, { explain })).rejects.toMatchObject({ code: 'conflict' });
    await expect(send({}, { explain })).rejects.toMatchObject({ code: 'conflict' });
    expect(seen).toEqual([
      [400, { reason: 'taken' }, 'invalid_input'],
      [502, '<html>', 'unavailable'],
    ]);
  });
});
