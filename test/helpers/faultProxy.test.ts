import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { FaultProxy } from './faultProxy';

/** Answers what it is sent, and keeps what it got. */
let server: Server;
let atServer: Socket[];
let received: string;
let proxy: FaultProxy;

beforeEach(async () => {
  atServer = [];
  received = '';
  server = createServer((socket) => {
    atServer.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString();
      socket.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await FaultProxy.start({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});

afterEach(async () => {
  await proxy.close();
  for (const socket of atServer) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** Somebody who connects. */
class Client {
  heard = '';
  ended = false;
  error: string | undefined;
  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => void (this.heard += chunk.toString()));
    socket.on('end', () => void (this.ended = true));
    socket.on('error', (error: NodeJS.ErrnoException) => void (this.error = error.code));
  }

  static async open(): Promise<Client> {
    const client = new Client(connect(proxy.port, proxy.host));
    await once(client.socket, 'connect');
    return client;
  }

  say(text: string): void {
    this.socket.write(text);
  }

  /** Waits for something to become true. */
  async until(isTrue: (client: Client) => boolean): Promise<void> {
    for (let i = 0; !isTrue(this) && i < 1000; i++) await pause(2);
    expect(isTrue(this)).toBe(true);
  }
}

const closed = ({ socket }: Client) => socket.closed;

test('pass: bytes go both ways and are counted', async () => {
  const client = await Client.open();
  client.say('hello');
  await client.until(({ heard }) => heard === 'hello');
  expect(proxy.counts).toEqual({ connections: 1, open: 1, bytesUp: 5, bytesDown: 5 });
});

test('pass: a clean end of either side is passed on', async () => {
  const [one, other] = [await Client.open(), await Client.open()];
  one.socket.end('bye');
  await one.until(closed);
  expect([received, one.heard, one.error]).toEqual(['bye', 'bye', undefined]);
  await other.until(() => atServer.length === 2);
  atServer[1]?.end('last');
  await other.until(closed);
  expect([other.heard, other.ended]).toEqual(['last', true]);
  await other.until(() => proxy.counts.open === 0);
});

test('pass: much at once arrives whole and in order', async () => {
  const text = Array.from({ length: 400_000 }, (_, index) => `${index} `).join('');
  const client = await Client.open();
  client.say(text);
  await client.until(({ heard }) => heard.length === text.length);
  expect(client.heard === text).toBe(true);
});

test('delay: every byte comes later, each way, in order', async () => {
  proxy.mode = { kind: 'delay', ms: 60 };
  const client = await Client.open();
  const begun = performance.now();
  for (const letter of 'abc') client.say(letter);
  await client.until(({ heard }) => heard === 'abc');
  expect(performance.now() - begun).toBeGreaterThanOrEqual(115);
});

test('reset at once: connections that exist are reset, and so is each new one', async () => {
  const client = await Client.open();
  proxy.mode = { kind: 'reset' };
  await client.until(closed);
  expect([client.error, client.ended]).toEqual(['ECONNRESET', false]);
  const next = await Client.open().catch(() => undefined);
  await next?.until(closed);
  expect(received).toBe('');
  await client.until(() => atServer.every(({ destroyed }) => destroyed));
});

test.each([0, 3, 5])('reset after %d bytes of the answer: the server has the whole request', async (afterBytes) => {
  const client = await Client.open();
  proxy.mode = { kind: 'reset', afterBytes };
  client.say('hello');
  await client.until(closed);
  expect([client.error, received]).toEqual(['ECONNRESET', 'hello']);
  expect('hello'.startsWith(client.heard) && client.heard.length <= afterBytes).toBe(true);
});

test('half-open: accepted, read, never answered, and no connection to the server', async () => {
  proxy.mode = { kind: 'halfOpen' };
  const client = await Client.open();
  client.say('anybody there?');
  await client.until(() => proxy.counts.bytesUp === 14);
  await pause(30);
  expect([client.heard, client.ended, client.error, atServer.length]).toEqual(['', false, undefined, 0]);
  client.socket.destroy();
  await client.until(() => proxy.counts.open === 0);
});

test('half-open: a peer vanishes without a word, and does not come back', async () => {
  const client = await Client.open();
  client.say('one');
  await client.until(({ heard }) => heard === 'one');
  proxy.mode = { kind: 'halfOpen' };
  client.say('two');
  atServer[0]?.end();
  await client.until(() => proxy.counts.bytesUp === 6);
  proxy.mode = { kind: 'pass' };
  client.say('three');
  await pause(30);
  expect([received, client.heard, client.ended, client.error]).toEqual(['one', 'one', false, undefined]);
  const next = await Client.open();
  next.say('!');
  await next.until(({ heard }) => heard === '!');
});

test('trickle: a few bytes at a time, and the rest at once when it ends', async () => {
  const client = await Client.open();
  proxy.mode = { kind: 'trickle', bytes: 2, everyMs: 25 };
  client.say('slow and steady');
  await client.until(({ heard }) => heard.length >= 4);
  expect(client.heard.length % 2 === 0 && client.heard.length < 15).toBe(true);
  proxy.mode = { kind: 'pass' };
  await client.until(({ heard }) => heard === 'slow and steady');
});

test.each([0, 4])('truncate: a clean end after %d bytes of the answer', async (afterBytes) => {
  const client = await Client.open();
  proxy.mode = { kind: 'truncate', afterBytes };
  client.say('whole answer');
  await client.until(({ ended }) => ended);
  expect([client.heard, client.error, received]).toEqual([
    'whole answer'.slice(0, afterBytes),
    undefined,
    'whole answer',
  ]);
});

test('refuse: nobody listens, those who were connected are gone; and back, on the same port', async () => {
  const client = await Client.open();
  const { port } = proxy;
  proxy.mode = { kind: 'refuse' };
  await client.until(closed);
  await expect(Client.open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  for (const kind of ['pass', 'refuse', 'pass'] as const) {
    proxy.mode = { kind };
    await proxy.ready;
  }
  expect(proxy.port).toBe(port);
  const next = await Client.open();
  next.say('back');
  await next.until(({ heard }) => heard === 'back');
});

test('several at once: each connection has its own fault', async () => {
  proxy.forNext({ kind: 'halfOpen' }, { kind: 'truncate', afterBytes: 2 }, { kind: 'trickle', bytes: 1, everyMs: 5 });
  const clients: Client[] = [];
  for (let i = 0; i < 5; i++) clients.push(await Client.open());
  const [silent, short, slow, fine, lost] = clients as [Client, Client, Client, Client, Client];
  const last = proxy.connections.at(-1);
  if (last) last.mode = { kind: 'reset', afterBytes: 0 };
  for (const client of clients) client.say('hello');
  await Promise.all([
    short.until(({ ended }) => ended),
    slow.until(({ heard }) => heard === 'hello'),
    fine.until(({ heard }) => heard === 'hello'),
    lost.until(closed),
  ]);
  expect([silent.heard, short.heard, lost.heard, lost.error]).toEqual(['', 'he', '', 'ECONNRESET']);
  expect(proxy.counts.connections).toBe(5);
});

test('a server that is not there shows as a reset', async () => {
  const nowhere = await FaultProxy.start({ host: '127.0.0.1', port: 1 });
  const socket = connect(nowhere.port, nowhere.host);
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
  await nowhere.close();
});

test('close ends everything, also while it refuses or is silent', async () => {
  const other = await FaultProxy.start({ host: proxy.host, port: proxy.port });
  const socket = connect(other.port, other.host);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  other.mode = { kind: 'halfOpen' };
  await other.close();
  await new Promise((resolve) => (socket.closed ? resolve(undefined) : socket.once('close', resolve)));
  const refusing = await FaultProxy.start({ host: proxy.host, port: proxy.port });
  refusing.mode = { kind: 'refuse' };
  await refusing.close();
});
