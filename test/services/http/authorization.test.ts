import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basicAuthorization, requestToken, tokenAuthorization } from '../../../services/http/authorization';
import { createTransport } from '../../../services/http/boundedTransport';

const MINUTE_MS = 60_000;

test('a user name and a password stay as they are', async () => {
  const authorization = basicAuthorization('anna', 'grün:geheim');
  expect(await authorization.header()).toBe(`Basic ${Buffer.from('anna:grün:geheim').toString('base64')}`);
  expect(await authorization.renew('Basic x')).toBe(false);
});

describe('a token', () => {
  /** Tokens with numbers; `expiresAt` may change from one to the next. */
  const tokens = (expiresAt: (count: number) => number | undefined = () => undefined) => {
    let count = 0;
    const fetchToken = jest.fn(() => {
      const expiry = expiresAt(++count);
      return Promise.resolve({ token: `t${count}`, ...(expiry !== undefined && { expiresAt: expiry }) });
    });
    return { fetchToken, authorization: tokenAuthorization(fetchToken) };
  };

  test('is fetched when it is first needed, once for all', async () => {
    const { fetchToken, authorization } = tokens();
    expect(fetchToken).not.toHaveBeenCalled();
    const headers = await Promise.all([1, 2, 3].map(() => authorization.header()));
    expect([headers, fetchToken.mock.calls.length]).toEqual([['Bearer t1', 'Bearer t1', 'Bearer t1'], 1]);
    expect(await authorization.header()).toBe('Bearer t1');
  });

  test('is renewed shortly before it ends, once for all', async () => {
    const { fetchToken, authorization } = tokens((count) => Date.now() + (count === 1 ? 20_000 : 10 * MINUTE_MS));
    // The first is over before it is used.
    expect(await authorization.header()).toBe('Bearer t2');
    const headers = await Promise.all([1, 2].map(() => authorization.header()));
    expect([headers, fetchToken.mock.calls.length]).toEqual([['Bearer t2', 'Bearer t2'], 2]);
  });

  test('that is over is fetched by the first of many', async () => {
    const { fetchToken, authorization } = tokens((count) =>
      count === 1 ? Date.now() + MINUTE_MS : Date.now() + 60 * MINUTE_MS,
    );
    await authorization.header();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + MINUTE_MS);
    const headers = await Promise.all([1, 2, 3].map(() => authorization.header()));
    clock.mockRestore();
    expect([new Set(headers), fetchToken.mock.calls.length]).toEqual([new Set(['Bearer t2']), 2]);
  });

  test('that was refused is renewed once for all who were refused with it', async () => {
    const { fetchToken, authorization } = tokens();
    const refused = await authorization.header();
    expect(await Promise.all([authorization.renew(refused), authorization.renew(refused)])).toEqual([true, true]);
    expect(await authorization.renew(refused)).toBe(true); // late, and the new one is there
    expect([await authorization.header(), fetchToken.mock.calls.length]).toEqual(['Bearer t2', 2]);
  });

  test('that could not be fetched is fetched again by the next', async () => {
    const failure = new Error('no network');
    const fetchToken = jest.fn<Promise<{ token: string }>, []>();
    fetchToken.mockRejectedValueOnce(failure).mockResolvedValue({ token: 'late' });
    const authorization = tokenAuthorization(fetchToken);
    const first = [authorization.header(), authorization.header()].map((each) => expect(each).rejects.toBe(failure));
    await Promise.all(first);
    expect(await authorization.header()).toBe('Bearer late');
    expect(fetchToken).toHaveBeenCalledTimes(2);
  });
});

describe('a token endpoint', () => {
  let server: Server;
  let url: string;
  let answer: RequestListener;
  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const ask = (more: object = {}) =>
    requestToken({
      vendor: 'acme',
      displayName: 'Acme',
      transport: createTransport(),
      url,
      form: { grant_type: 'client_credentials', client_secret: 'a&b=c' },
      ...more,
    });
  const says = (status: number, body: string, headers: Record<string, string> = {}) =>
    (answer = (_request, response) => {
      // Not chained: restify, in the same worker, replaces writeHead by one that gives nothing back.
      response.writeHead(status, headers);
      response.end(body);
    });

  test('gets a form and gives a token with its end', async () => {
    const seen: unknown[] = [];
    answer = (request, response) => {
      const { method, headers } = request;
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push([method, headers['content-type'], headers.authorization, body]);
        response.end('{"access_token":"t","expires_in":"1800","scope":"useraccount"}');
      });
    };
    const before = Date.now();
    const { token, expiresAt } = await ask({ headers: { authorization: 'Basic x' } });
    const form = 'grant_type=client_credentials&client_secret=a%26b%3Dc';
    expect(seen).toEqual([['POST', 'application/x-www-form-urlencoded', 'Basic x', form]]);
    expect(token).toBe('t');
    expect((expiresAt ?? 0) - before).toBeGreaterThanOrEqual(1_800_000);
  });

  test('need not say when it ends', async () => {
    says(200, '{"access_token":"t"}');
    expect(await ask()).toEqual({ token: 't' });
  });

  test.each([
    [400, '{"error":"invalid_client"}', 'unauthenticated', undefined],
    [401, '{"error":"invalid_grant"}', 'unauthenticated', undefined],
    [403, '', 'forbidden', undefined],
    [404, '<html>', 'misconfigured', undefined],
    [408, '', 'unavailable', undefined],
    [429, '', 'rate_limited', 3_000],
    [500, '', 'unavailable', undefined],
    [503, '', 'unavailable', 3_000],
    [200, '<html>Please wait</html>', 'unavailable', undefined],
    [200, '{"access_token":', 'unavailable', undefined],
    [200, '{"access_token":""}', 'unavailable', undefined],
  ])('says %d %s: %s', async (status, body, code, retryAfterMs) => {
    says(status, body, retryAfterMs === undefined ? {} : { 'retry-after': '3' });
    await expect(ask()).rejects.toMatchObject({
      code,
      retryAfterMs,
      mayBeDone: false,
      origin: { vendor: 'acme', operation: 'logIn' },
    });
  });

  test('is never quoted', async () => {
    says(401, '{"error":"wrong secret a&b=c"}');
    const error = (await ask().catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toBe('Acme log-in: HTTP 401');
  });
});
