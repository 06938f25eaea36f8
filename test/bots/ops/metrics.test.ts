import { createServices } from '../../../services';
import { loadSettings } from '../../../services/vendorsInUse';
import { webhookSources } from '../../../services/webhooks/webhookSources';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { startHttpBot, type HttpBot } from '../httpBot';

let sandbox: TestSandbox;
let bot: HttpBot;
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.reset();
  const environment = { BREAKER_FAILURES: '1', BREAKER_OPEN_MS: '60000', SANDBOX: 'on' };
  const { config, vendorsInUse } = loadSettings(environment);
  bot = await startHttpBot(
    (database, log) => createServices(config, environment, vendorsInUse, sandbox.url, { database, log }),
    environment,
    webhookSources(vendorsInUse, environment, sandbox.url),
  );
});
afterEach(() => bot.stop());

const read = async (path: string) => (await fetch(`${bot.origin}${path}`)).text();

/** What a line of the metrics says; the labels in any order. */
async function valueOf(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const lines = (await read('/metrics'))
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const line = lines.find((each) =>
    Object.entries(labels).every(([label, value]) => each.includes(`${label}="${value}"`)),
  );
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

test('a turn and its call to the shop are measured', async () => {
  expect((await bot.ask('where is order 1001? customer@example.com')).join()).toContain('1Z999AA10123456784');
  const turn = { channel: 'emulator', type: 'message', outcome: 'done' };
  expect(await valueOf('bot_turn_duration_seconds_count', turn)).toBe(1);
  const call = { vendor: 'shopify', port: 'commerce', method: 'findOrder', code: 'ok' };
  expect(await valueOf('bot_call_duration_seconds_count', call)).toBe(1);
  expect(await valueOf('bot_call_duration_seconds_sum', call)).toBeGreaterThan(0);
  const settled = { port: 'commerce', method: 'findOrder', state: 'succeeded' };
  expect(await valueOf('bot_operations_settled_total', settled)).toBe(1);
  expect(await valueOf('bot_database_up')).toBe(1);
  expect(await valueOf('bot_build_info', { version: '1.2.3' })).toBe(1);
  expect(await valueOf('process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('a system that fails shows in its calls, its breaker and the log lines', async () => {
  await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 500 });
  await bot.ask('where is order 1001? customer@example.com');
  expect(await valueOf('bot_call_duration_seconds_count', { vendor: 'shopify', code: 'unavailable' })).toBe(1);
  expect(await valueOf('bot_breaker_open', { vendor: 'shopify' })).toBe(1);
  expect(await valueOf('bot_breaker_open', { vendor: 'zendesk' })).toBe(0);
  expect(await valueOf('bot_log_lines_total', { event: 'breaker.opened' })).toBe(1);
  const page = await read('/ops');
  expect(page).toContain('Shopify counts as down');
  expect(page).toContain('Failed: unavailable');
  expect(page).not.toContain('All is well');
});

test('webhooks count by system and by what became of them; who is no system is another', async () => {
  const happening = { url: bot.origin, vendor: 'zendesk', event: 'ticket.commented', id: 5001, text: 'Done.' };
  await sandbox.control('POST', 'webhooks', happening);
  await sandbox.control('POST', 'webhooks', { ...happening, badSignature: true });
  await fetch(`${bot.origin}/webhooks/kim-example-com`, { method: 'POST' });
  expect(await valueOf('bot_webhooks_total', { vendor: 'zendesk', outcome: 'stored' })).toBe(1);
  expect(await valueOf('bot_webhooks_total', { vendor: 'zendesk', outcome: 'not_genuine' })).toBe(1);
  expect(await valueOf('bot_webhooks_total', { vendor: 'other', outcome: 'ResourceNotFound' })).toBe(1);
  expect(await read('/metrics')).not.toContain('kim-example-com');
});

test('a channel and a type that nobody knows are others', async () => {
  await bot.post(bot.activity({ text: 'hello', channelId: 'kim-channel' }));
  await bot.post(bot.activity({ type: 'kim-type' }));
  expect(await valueOf('bot_turn_duration_seconds_count', { channel: 'other', type: 'message' })).toBe(1);
  expect(await valueOf('bot_turn_duration_seconds_count', { channel: 'emulator', type: 'other' })).toBe(1);
  expect(await read('/metrics')).not.toMatch(/kim-(channel|type)/);
});

test('catalogue 24: an e-mail address and an order number said in chat appear in neither', async () => {
  const canaries = ['canary.person@example.com', '707070707', 'Yellow canary bird'];
  await bot.ask('where is order 707070707? canary.person@example.com');
  await bot.ask('open an urgent ticket, Yellow canary bird flew off, mail is canary.person@example.com');
  await bot.ask('agent');
  const pages = (await read('/metrics')) + (await read('/ops'));
  expect(pages).toContain('bot_call_duration_seconds_count');
  expect(pages).toContain('Open hand-overs');
  for (const canary of canaries) expect(pages).not.toContain(canary);
});

test('a flood of scrapes asks the database a few times at most', async () => {
  const query = jest.spyOn(bot.database, 'query');
  const answers = await Promise.all(Array.from({ length: 200 }, () => fetch(`${bot.origin}/metrics`)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  // Once in five seconds, and a busy machine may take longer for them all.
  expect(query.mock.calls.filter(([statement]) => statement.includes('FROM dead_letters')).length).toBeLessThan(20);
});

test('without a database the metrics say so, and the page too', async () => {
  await bot.ask('hello');
  await bot.database.close();
  expect(await valueOf('bot_database_up')).toBe(0);
  expect(await valueOf('bot_turn_duration_seconds_count', { channel: 'emulator' })).toBe(1);
  expect(await valueOf('bot_operations_unknown')).toBeUndefined();
  const page = await fetch(`${bot.origin}/ops`);
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('The database does not answer')]);
});
