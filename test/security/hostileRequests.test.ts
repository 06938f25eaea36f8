import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { start, type Application } from '../../index';
import { RefusalLimit, REFUSALS_PER_MINUTE, publicAddressOf } from '../../bots/refusalLimit';
import { startHttpBot } from '../bots/httpBot';
import { ManualClock } from '../helpers/manualClock';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';
import { ManualVendor } from '../helpers/vendor';
import { open, requestOf, sendRaw } from './rawHttp';

const MEGABYTE = 1024 * 1024;

let folder: string;
let sandbox: TestSandbox;
let application: Application;
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  sandbox = await startTestSandbox();
  const database = { DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`, PORT: '0', LOG_LEVEL: 'silent' };
  const key = { DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };
  application = await start({ ...database, ...key, SANDBOX_URL: sandbox.url });
  port = Number(new URL(application.url).port);
});
afterAll(async () => {
  await application.stop();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** Every way in for data. */
const ROUTES = [
  ...['/api/messages', '/api/directline/token', '/v3/directline/tokens/generate', '/v3/directline/tokens/refresh'],
  ...[
    '/v3/directline/conversations',
    '/v3/directline/conversations/x/activities',
    '/v3/directline/conversations/x/upload',
  ],
  ...['shopify', 'zendesk', 'servicenow', 'workday', 'salesforce', 'unknown'].map((vendor) => `/webhooks/${vendor}`),
];
const deep = (opening: string, closing: string) => `${opening.repeat(10_000)}1${closing.repeat(10_000)}`;
const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE, ' '));

/** What is sent to each; each is a whole request. */
const HOSTILE: Record<string, (path: string) => string | Buffer> = {
  'a body of 1 MB': (path) => requestOf(path, JSON.stringify({ text: 'x'.repeat(MEGABYTE) })),
  'objects 10,000 deep': (path) => requestOf(path, deep('{"a":', '}')),
  'lists 10,000 deep': (path) => requestOf(path, deep('[', ']')),
  'a field named __proto__': (path) => requestOf(path, '{"__proto__": {"polluted": true}, "type": "message"}'),
  'a field named constructor': (path) =>
    requestOf(path, '{"constructor": {"prototype": {"polluted": true}}, "type": 1}'),
  'a few bytes that unpack to 50 MB': (path) => requestOf(path, bomb, { 'content-encoding': 'gzip' }),
  'bytes that are no UTF-8': (path) => requestOf(path, Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])),
  'JSON that breaks off': (path) => requestOf(path, '{"type": "message", "text": "'),
  'a form': (path) => requestOf(path, 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }),
  XML: (path) =>
    requestOf(path, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', { 'content-type': 'text/xml' }),
  'a part without an end': (path) => requestOf(path, '--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' }),
  'a content type of 5,000 characters': (path) => requestOf(path, '{}', { 'content-type': `a/${'b'.repeat(5_000)}` }),
  'a header of 20,000 characters': (path) => requestOf(path, '{}', { 'x-long': 'a'.repeat(20_000) }),
  '3,000 headers': (path) =>
    requestOf(path, '{}', Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`x-${i}`, '1']))),
  'two lengths': (path) => `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}`,
  'a length and pieces': (path) =>
    `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  'a length below nothing': (path) => `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n`,
  'pieces that are none': (path) => `POST ${path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\nx`,
  'no host': (path) => `POST ${path} HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}`,
};

const hello = (id: string) => ({
  ...{
    type: 'message',
    id,
    text: 'help',
    channelId: 'emulator',
    serviceUrl: application.url,
    deliveryMode: 'expectReplies',
  },
  ...{ from: { id: 'u' }, recipient: { id: 'b' }, conversation: { id } },
});

/** Another user asks for help meanwhile, and is served. */
async function othersAreServed(): Promise<void> {
  const body = JSON.stringify(hello(`other-${Math.random()}`));
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${application.url}/api/messages`, { method: 'POST', headers, body });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('These words work at any time');
}

describe(`catalogue 23: ${Object.keys(HOSTILE).length} bad requests to each of ${ROUTES.length} routes`, () => {
  test.each(ROUTES)('%s refuses each with 4xx or cuts it, and others are served', async (path) => {
    const outcomes = await Promise.all(
      Object.entries(HOSTILE).map(async ([name, request]) => ({ name, outcome: await sendRaw(port, request(path)) })),
    );
    const isRefused = (outcome: unknown) =>
      outcome === 'cut' || (typeof outcome === 'number' && outcome >= 400 && outcome < 500);
    const taken = outcomes.filter(({ name, outcome }) => !isRefused(outcome) && !isHarmless(path, name, outcome));
    expect(taken).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await othersAreServed();
  });
});

/** What restify reads as a part of an address. */
const HOSTS = [
  ...['"><x>', 'a b', '[', 'x:99999', 'a<b', '::1', '%%', 'xn--', '1.2.3.4.5', '0x7f.1.1.1.1', 'a^b', '@', 'a/b'],
  ...['a?b', 'a#b', '\\', ':', 'a:b', '\u00e9', '*'],
];
const TARGETS = ['https://[::1', '//', '//[', '///', '/\\', 'http://', '*', 'a:b', '/%', '/%ff', '/?%', 'https://a b'];
const READ_BY = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'];

describe(`catalogue 23: ${HOSTS.length} hosts and ${TARGETS.length} targets that are no addresses, by ${READ_BY.length} methods`, () => {
  const requests = (method: string) => [
    ...HOSTS.map((host) => `${method} /livez HTTP/1.1\r\nhost: ${host}\r\n\r\n`),
    ...TARGETS.map((target) => `${method} ${target} HTTP/1.1\r\nhost: bot.example.com\r\n\r\n`),
    ...TARGETS.map(
      (target) =>
        `${method} ${target} HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    ),
  ];

  test.each(READ_BY)('%s is answered or cut, and others are served', async (method) => {
    const outcomes = await Promise.all(
      requests(method).map((request) => sendRaw(port, Buffer.from(request, 'latin1'))),
    );
    expect(
      outcomes.filter((outcome) => outcome === 'waiting' || (typeof outcome === 'number' && outcome >= 500)),
    ).toEqual([]);
    await othersAreServed();
  });
});

/** The local Direct Line finds no wish that it knows in these, and makes a conversation as for anybody. */
function isHarmless(path: string, name: string, outcome: unknown): boolean {
  const opens = ['/api/directline/token', '/v3/directline/tokens/generate', '/v3/directline/conversations'].includes(
    path,
  );
  const isUnread = /a field named|objects 10,000 deep|a content type/.test(name);
  return opens && isUnread && (outcome === 200 || outcome === 201);
}

describe('catalogue 23: who does not finish holds up nobody', () => {
  let sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });

  test.each([
    ['a byte of a header now and then', 'POST /api/messages HTTP/1.1\r\nhost: a\r\nx-a: '],
    [
      'a byte of a body now and then',
      'POST /api/messages HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{',
    ],
    ['a byte of a webhook now and then', 'POST /webhooks/shopify HTTP/1.1\r\nhost: a\r\ncontent-length: 9999\r\n\r\n{'],
    ['nothing', ''],
  ])('%s, on 300 connections', async (_name, begun) => {
    sockets = await Promise.all(Array.from({ length: 300 }, () => open(port)));
    for (let round = 0; round < 3; round++) {
      for (const socket of sockets) socket.write(round === 0 ? begun : begun && 'a');
      await othersAreServed();
    }
  });

  test('requests one after the other on one connection, the third of them garbage', async () => {
    const good = requestOf('/api/messages', JSON.stringify(hello('pipelined')));
    const socket = await open(port);
    sockets = [socket];
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.write(Buffer.concat([good, good, Buffer.from('\u0000GARBAGE\r\n\r\n'), good]));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(heard.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400');
    await othersAreServed();
  });
});

describe('catalogue 23: who is refused again and again', () => {
  const wrong = (path: string) => requestOf(path, '{}', { 'x-from': 'attacker' });

  test.each(['/api/messages', '/webhooks/shopify'])(
    'at %s is not listened to for a minute; all others are',
    async (path) => {
      const clock = new ManualClock();
      const refusals = new RefusalLimit(clock, ({ headers }) => headers['x-from']?.toString());
      const bot = await startHttpBot(new ManualVendor().services, {}, [], { refusals });
      const bad = path === '/api/messages' ? path : '/webhooks/unknown';
      const statuses: unknown[] = [];
      for (let i = 0; i < REFUSALS_PER_MINUTE + 5; i++) statuses.push(await sendRaw(bot.port, wrong(bad)));
      expect(statuses.slice(-5)).toEqual(Array(5).fill(429));
      expect(statuses.slice(0, REFUSALS_PER_MINUTE)).not.toContain(429);
      expect((await bot.ask('help')).join()).toContain('These words work at any time');
      await clock.advance(61_000);
      expect(await sendRaw(bot.port, wrong(bad))).not.toBe(429);
      await bot.stop();
    },
  );

  const sender = (remoteAddress: string | undefined, headers = {}, trustedProxies = 0) =>
    publicAddressOf({ socket: { remoteAddress }, headers } as Parameters<typeof publicAddressOf>[0], trustedProxies);

  test('is known by an address of the internet; what may be a proxy is everybody', () => {
    expect(sender('93.184.216.34')).toBe('93.184.216.34');
    expect(sender('2606:2800::1')).toBe('2606:2800::1');
    for (const proxy of ['127.0.0.1', '10.0.0.7', '169.254.130.1', '::ffff:10.1.2.3', '::1', 'fd00::1', undefined])
      expect(sender(proxy)).toBeUndefined();
    expect(sender('93.184.216.34', { 'x-forwarded-for': '1.2.3.4' })).toBeUndefined();
  });

  test('is told by our own proxies, whatever the sender claims before them', () => {
    const headers = { 'x-forwarded-for': '1.2.3.4, 203.0.113.7:4711' };
    expect(sender('10.0.0.7', headers, 1)).toBe('203.0.113.7');
  });
});
