import { startSandbox, type Sandbox } from '../../sandbox/sandboxServer';
import { createServices } from '../../services';
import { loadSettings } from '../../services/vendorsInUse';
import type { Services } from '../../services/services';
import { openDialogClient, type DialogClient } from '../helpers/dialogClient';
import { CLOSED } from '../helpers/hours';
import { orderLookupTestCases } from './testData/orderLookupTestCases';

let sandbox: Sandbox;
let services: Services;
let client: DialogClient | undefined;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  const { config, vendorsInUse } = loadSettings({});
  services = createServices(config, {}, vendorsInUse, sandbox.url);
});

afterEach(() => client?.close());
afterAll(() => sandbox.close());

test.each(orderLookupTestCases)('$name', async ({ turns }) => {
  client = await openDialogClient({ services });
  for (const [say, ...hear] of turns) {
    const heard = await client.say(say);
    expect(heard.length).toBeGreaterThanOrEqual(hear.length);
    hear.forEach((part, index) => expect(heard[index]).toContain(part));
  }
});

test('an unknown order, and a known one with another e-mail, get the same words', async () => {
  client = await openDialogClient({ services });
  const unknown = await client.say('where is order 1999? customer@example.com');
  const foreign = await client.say('where is order 1003? customer@example.com');
  expect(foreign).toEqual(unknown.map((line) => line.replaceAll('1999', '1003')));
});

test('after five wrong guesses at an order its owner gets the neutral answer too, with the time to wait', async () => {
  client = await openDialogClient({ services });
  for (let guess = 0; guess < 5; guess++) await client.say(`where is order 1007? guess${guess}@example.com`);
  const told = await client.say('where is order 1007? customer@example.com');
  expect(told.join()).toMatch(/couldn't find.*wait about \d+ minutes.*\[Send me a code\] \[Talk to a person\]/s);
});

test('a channel without cards gets the whole answer as text', async () => {
  client = await openDialogClient({ services, channelId: 'sms' });
  const [told] = await client.say('where is order 1001? customer@example.com');
  for (const part of [
    'Order 1001',
    'On its way',
    'January 20, 2026',
    'Blue T-Shirt',
    'Black Jeans',
    'UPS',
    '1Z999AA10123456784',
  ]) {
    expect(told).toContain(part);
  }
  expect(told).toContain('](https://www.ups.com/track?tracknum=1Z999AA10123456784)');
  expect(told).not.toContain('(card)');
});

test('outside business hours a message is taken', async () => {
  client = await openDialogClient({
    services,
    settings: CLOSED,
  });
  expect(await client.say('talk to a person')).toEqual([
    expect.stringContaining('they are back'),
    expect.stringContaining('What should I tell'),
  ]);
  expect(await client.say('My parcel is wet')).toEqual([expect.stringContaining('Which e-mail address can they')]);
  expect(await client.say('sarah@example.com')).toContainEqual(expect.stringContaining('passed your message on'));
  expect(await client.handoffs.listOpen()).toEqual([
    expect.objectContaining({ kind: 'message', message: 'My parcel is wet', email: 'sarah@example.com' }),
  ]);
});

test('a message that was left is kept even without an address to answer to', async () => {
  client = await openDialogClient({ services });
  await client.say('leave a message');
  await client.say('My parcel is wet');
  for (const answer of ['no', 'none', 'nope']) await client.say(answer);
  expect(await client.handoffs.listOpen()).toEqual([expect.objectContaining({ message: 'My parcel is wet' })]);
});

test('asking for a person three times makes one hand-over', async () => {
  client = await openDialogClient({ services });
  for (let times = 0; times < 3; times++) expect((await client.say('agent'))[0]).toContain('reference is');
  expect(await client.handoffs.listOpen()).toHaveLength(1);
});
