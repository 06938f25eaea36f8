import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createTransport } from '../../../services/http/boundedTransport';
import { parseRetryAfter } from '../../../services/http/retryAfter';

let server: Server;
let url: string;
let answer: RequestListener;
let connections = 0;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (limits?: object, path = '/secret?mail=a@example.com', signal?: AbortSignal) =>
  createTransport(limits)({ method: 'GET', url: url + path, signal });

test('sends a request and gives the whole answer, whatever its status', async () => {
  answer = (request, response) => {
    response.writeHead(418, { 'x-method': request.method });
    request.pipe(response);
  };
  const body = new TextEncoder().encode('grüezi');
  const {
    status,
    headers,
    body: echoed,
  } = await createTransport()({
    method: 'PUT',
    url,
    headers: { 'content-type': 'text/plain' },
    body,
  });
  expect([status, headers.get('x-method'), Buffer.from(echoed).toString()]).toEqual([418, 'PUT', 'grüezi']);
});

test('uses a connection again', async () => {
  answer = (_request, response) => void response.end('ok');
  await get();
  const before = connections;
  for (let call = 0; call < 5; call++) await get();
  expect(connections).toBe(before);
});

test('gives up when the answer is late, even if it has begun', async () => {
  const late = { code: 'unavailable', retryable: true, message: expect.stringContaining('within 100 ms') as string };
  answer = () => undefined;
  await expect(get({ timeoutMs: 100 })).rejects.toMatchObject(late);
  answer = (_request, response) => {
    response.writeHead(200);
    response.write('half');
  };
  await expect(get({ timeoutMs: 100 })).rejects.toMatchObject(late);
});

test('reads no more than it may', async () => {
  let sent = 0;
  answer = (_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && sent < 100_000_000 && response.write(chunk)) sent += chunk.length;
    };
    response.on('drain', more);
    more();
  };
  await expect(get({ maxBytes: 1_000_000 })).rejects.toMatchObject({ code: 'unavailable' });
  // What the sockets between us hold is all that was sent in vain.
  expect(sent).toBeLessThan(50_000_000);
});

test('counts bytes as they are after decompression', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(3_000_000)));
  };
  await expect(get({ maxBytes: 1_000_000 })).rejects.toMatchObject({ code: 'unavailable' });
  expect((await get({ maxBytes: 3_000_000 })).body).toHaveLength(3_000_000);
});

test('refuses a redirect', async () => {
  const paths: unknown[] = [];
  answer = (request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' });
    response.end('moved');
  };
  await expect(get({}, '/here')).rejects.toMatchObject({ code: 'misconfigured' });
  expect(paths).toEqual(['/here']);
});

test('says why there was no answer, without the address', async () => {
  answer = (request) => request.socket.resetAndDestroy();
  const error = (await get().catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'unavailable', cause: { cause: { code: 'ECONNRESET' } } });
  expect(error.message).toContain('ECONNRESET');
  expect(error.message).not.toContain('example.com');
});

test('passes the reason of an abort on', async () => {
  const reason = { because: 'no longer needed' };
  answer = () => undefined;
  await expect(get({}, '/', AbortSignal.abort(reason))).rejects.toBe(reason);
  const abort = new AbortController();
  answer = () => abort.abort(reason);
  await expect(get({}, '/', abort.signal)).rejects.toBe(reason);
});

test.each([
  ['3', 3_000],
  ['0', 0],
  ['1.5', 1_500],
  ['86400', 60_000],
  ['Thu, 01 Jan 1970 00:00:30 GMT', 20_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 60_000],
  ['-5', undefined],
  ['soon', undefined],
  ['12 foo', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After: %s is %s ms', (value, expected) => {
  expect(parseRetryAfter(value, 10_000)).toBe(expected);
});
