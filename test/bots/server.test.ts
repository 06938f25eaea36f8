import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ManualVendor } from '../helpers/vendor';
import { startHttpBot, type HttpBot } from './httpBot';

const MEGABYTE = 1024 * 1024;

let bot: HttpBot;
beforeAll(async () => void (bot = await startHttpBot(new ManualVendor().services)));
afterAll(() => bot.stop());

/** Whatever was sent: the next user is served, and nothing of the bot's own code has failed. */
afterEach(async () => {
  expect((await bot.ask('help')).join()).toContain('These words work at any time');
  expect(bot.logged).not.toContain('turn.failed');
});

async function statusOf(body: unknown, headers?: Record<string, string>): Promise<number> {
  const response = await bot.post(body, headers);
  await response.text();
  return response.status;
}

function without(field: string): object {
  const { [field]: _left, ...rest } = bot.activity({ text: 'hello' });
  return rest;
}

describe('a body that is no activity is refused with 400', () => {
  test.each([
    ['malformed JSON', '{"type": "message",'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"message"'],
    ['a number', '1'],
    ['an empty object', '{}'],
    ['objects nested 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['lists nested 10,000 deep', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ])('%s', async (_name, body) => {
    expect(await statusOf(body)).toBe(400);
  });

  test.each(['type', 'channelId', 'serviceUrl', 'conversation', 'from', 'recipient'])(
    'an activity without %s',
    async (field) => {
      const response = await bot.post(without(field));
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(field);
    },
  );

  test.each([
    { text: 7 },
    { text: { toString: 'boom' } },
    { from: null },
    { from: { id: '' } },
    { from: { id: 'x'.repeat(2000) } },
    { conversation: 'c' },
    { attachments: 'none' },
    { attachments: Array.from({ length: 51 }, () => ({})) },
    { membersAdded: [{}] },
    { serviceUrl: 'file:///etc/passwd' },
    { serviceUrl: 'no address' },
  ])('an activity with %j', async (fault) => {
    expect(await statusOf(bot.activity({ text: 'hello', ...fault }))).toBe(400);
  });

  test('the refusal repeats nothing of the content', async () => {
    const response = await bot.post(bot.activity({ text: { secret: 'hunter2' }, serviceUrl: 'hunter2' }));
    expect(await response.text()).not.toContain('hunter2');
  });
});

describe('a serviceUrl elsewhere is refused with 403 while nobody proves who they are', () => {
  test.each([
    'https://smba.trafficmanager.net/emea/',
    'http://169.254.169.254/latest',
    'http://127.0.0.1.evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://localhost.evil.example/',
    'http://[::ffff:10.0.0.1]/',
    'http://0.0.0.0/',
  ])('%s', async (serviceUrl) => {
    expect(await statusOf(bot.activity({ text: 'hello', serviceUrl }))).toBe(403);
  });
});

describe('size and encoding', () => {
  test('a body of 1 MB is refused with 413', async () => {
    expect(await statusOf(bot.activity({ text: 'x'.repeat(MEGABYTE) }))).toBe(413);
  });

  test('a small body that unpacks to 50 MB is refused', async () => {
    const bomb = gzipSync(JSON.stringify(bot.activity({ text: ' '.repeat(50 * MEGABYTE) })));
    expect([400, 413, 415]).toContain(await statusOf(bomb, { 'content-encoding': 'gzip' }));
  });

  test('a body that only claims to be compressed is refused', async () => {
    expect([400, 415]).toContain(await statusOf('not gzip', { 'content-encoding': 'gzip' }));
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/octet-stream'])(
    'the content type %s is refused with 415',
    async (type) => {
      expect(await statusOf(JSON.stringify(bot.activity({ text: 'hello' })), { 'content-type': type })).toBe(415);
    },
  );

  test('application/json with a character set is taken', async () => {
    const type = 'application/json; charset=utf-8';
    expect(await statusOf(bot.activity({ text: 'hello' }), { 'content-type': type })).toBe(200);
  });
});

test.each(['__proto__', 'constructor', 'prototype', 'toString'])('a field named %s changes nothing', async (name) => {
  const poison = `{"${name}": {"polluted": true, "isAdmin": true}}`;
  const nested = `"channelData": ${poison}, "value": ${poison}, "${name}": {"polluted": true}}`;
  const body = `${JSON.stringify(bot.activity({ text: 'hello' })).slice(0, -1)}, ${nested}`;
  expect(await statusOf(body)).toBe(200);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

describe('a caller that does not finish blocks nobody', () => {
  let sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });

  test.each([
    ['headers', 'POST /api/messages HTTP/1.1\r\nHost: bot\r\n'],
    [
      'a body',
      'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    ],
  ])('half of %s, on 100 connections', async (_name, half) => {
    sockets = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = connect(bot.port, '127.0.0.1').on('error', () => undefined);
        await once(socket, 'connect');
        socket.write(half);
        return socket;
      }),
    );
    expect(await bot.ask('thanks')).toHaveLength(1);
  });

  test('a body that breaks off', async () => {
    const socket = connect(bot.port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.end(
      'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    await once(socket.resume(), 'close');
    expect(await bot.ask('thanks')).toHaveLength(1);
  });
});

describe('other paths', () => {
  test.each([
    ['GET', '/api/messages', 405],
    ['PUT', '/api/messages', 405],
    ['GET', '/unknown', 404],
    ['GET', '/%c0%ae%c0%ae/', 404],
    ['GET', '/../../etc/passwd', 404],
  ])('%s %s is answered with %d', async (method, path, status) => {
    const response = await fetch(`${bot.origin}${path}`, { method });
    expect(response.status).toBe(status);
  });

  test('the bot says that it is alive and ready', async () => {
    const alive = await fetch(`${bot.origin}/livez`);
    const ready = await fetch(`${bot.origin}/readyz`);
    expect([alive.status, ready.status]).toEqual([200, 200]);
  });
});

describe('no answer tells what serves it', () => {
  test.each([
    ['GET', '/unknown', 404],
    ['DELETE', '/api/messages', 405],
    ['GET', '/livez', 200],
    ['GET', '/readyz', 200],
  ])('%s %s', async (method, path, status) => {
    const response = await fetch(`${bot.origin}${path}`, { method });
    const { server, 'x-powered-by': poweredBy, ...headers } = Object.fromEntries(response.headers);
    expect([response.status, server, poweredBy]).toEqual([status, undefined, undefined]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    const body = await response.text();
    expect(JSON.parse(body)).toEqual(expect.any(Object));
    expect(body).not.toMatch(/restify|node_modules|at \w+ \(/i);
  });

  test('a route that fails is for the log', async () => {
    const failing = jest.spyOn(bot.bot.desk, 'readBacklog').mockRejectedValueOnce(new Error('kim@example.com'));
    const response = await fetch(`${bot.origin}/metrics`);
    failing.mockRestore();
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('kim')]);
    expect(bot.logged).toContain('request.failed');
  });
});

test('/readyz answers 503 when the database is gone, /livez still 200', async () => {
  const other = await startHttpBot(new ManualVendor().services);
  await other.database.close();
  expect((await fetch(`${other.origin}/readyz`)).status).toBe(503);
  expect((await fetch(`${other.origin}/livez`)).status).toBe(200);
  await other.stop();
});
