import { once } from 'node:events';
import { connect } from 'node:net';
import type { BusinessEvent } from '../../services/events/event';
import { loadSettings } from '../../services/vendorsInUse';
import { webhookSources } from '../../services/webhooks/webhookSources';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';
import { ManualVendor } from '../helpers/vendor';
import { startHttpBot, type HttpBot } from './httpBot';

let sandbox: TestSandbox;
let bot: HttpBot;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  const sources = webhookSources(loadSettings({}).vendorsInUse, {}, sandbox.url);
  bot = await startHttpBot(new ManualVendor().services, {}, sources);
});
afterAll(async () => {
  await bot.stop();
  await sandbox.close();
});

/** Whatever was sent: the next user is served. */
afterEach(async () => expect((await bot.ask('help')).join()).toContain('These words work at any time'));

async function happen(happening: object): Promise<number[]> {
  const { body } = await sandbox.control<{ statuses: number[] }>('POST', 'webhooks', { url: bot.origin, ...happening });
  return body.statuses;
}

test('catalogue 17: the bot’s own server takes a vendor’s webhook and tells its subscribers', async () => {
  const { promise, resolve } = Promise.withResolvers<BusinessEvent>();
  bot.events.subscribe({
    name: 'webhook test',
    types: ['ticket.commented'],
    hear: (event) => Promise.resolve(resolve(event)),
  });
  const comment = { vendor: 'zendesk', event: 'ticket.commented', id: 5001, text: 'It is repaired.' };
  expect(await happen(comment)).toEqual([200]);
  expect((await promise).data).toMatchObject({ ticketId: '5001', text: 'It is repaired.', byAgent: true });
});

test('catalogue 17: forged, it is refused', async () => {
  expect(await happen({ vendor: 'shopify', event: 'order.cancelled', id: 1002, badSignature: true })).toEqual([401]);
});

test.each([
  ['POST', '/webhooks/acme', 404],
  ['POST', '/webhooks/', 404],
  ['POST', '/webhooks/shopify/more', 404],
  ['POST', '/webhooks/..%2fapi%2fmessages', 404],
  ['GET', '/webhooks/shopify', 405],
  ['GET', '/webhooks/acme', 405],
])('%s %s is answered with %i', async (method, path, status) => {
  expect((await fetch(`${bot.origin}${path}`, { method })).status).toBe(status);
});

test('a body that breaks off harms nobody', async () => {
  const socket = connect(bot.port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.end('POST /webhooks/shopify HTTP/1.1\r\nHost: bot\r\nContent-Length: 99\r\n\r\n{');
  await once(socket.resume(), 'close');
});

test('a flood is cut off', async () => {
  const socket = connect(bot.port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.resume().write('POST /webhooks/shopify HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000000000\r\n\r\n');
  const ended = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const megabyte = Buffer.alloc(1024 * 1024, 0x20);
  for (let sent = 0; sent < 64 && !socket.destroyed; sent++) {
    const drained = new Promise((resolve) => void socket.once('drain', resolve));
    if (!socket.write(megabyte)) await Promise.race([drained, ended]);
  }
  await ended;
});
