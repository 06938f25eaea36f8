import { availableDialogs, dialogDefinitions } from '../../dialogs';
import { createServices } from '../../services';
import { createLogger } from '../../services/logger';
import { vendors } from '../../services/vendors';
import { loadSettings, readOnlySetting } from '../../services/vendorsInUse';
import { JobChat, sandboxForTests, type Role } from '../helpers/jobChat';
import { openTestDatabase } from '../helpers/testDatabase';
import type { LoggedRequest } from '../helpers/testSandbox';

const READ_ONLY = Object.fromEntries(vendors.map((vendor) => [readOnlySetting(vendor), 'true']));

/** One sentence or more for every job that there is, each followed by whatever would send it. */
const WALK: Record<Role, readonly string[]> = {
  customer: [
    'where is order 1001? customer@example.com',
    'i want to return order 1004, customer@example.com, the jeans, too small',
    'cancel order 1002, customer@example.com',
    'order 1003 says delivered but it is not here, other@example.com',
    'where is my refund for order 1006, customer@example.com',
    'do you have a blue t-shirt?',
    'tell me when the red mug is back',
    'i need a quote for 50 t-shirts, i am Kim Doe of Acme, kim@example.com',
    'change my phone number to +1 555 010 0200, customer@example.com',
    'open an urgent ticket, my screen is black, mail is customer@example.com',
    'how is ticket 5001, customer@example.com',
    'add to ticket 5001: it is still broken',
    'close ticket 5001',
    'what is your return policy?',
  ],
  employee: [
    'next Mon-Wed off please',
    'my leave requests',
    'withdraw my leave',
    'how many vacation days have i left',
    'my benefits',
    'when is my next pay day',
    "my laptop won't start, it's urgent, only me, LT-0042",
    'it is still broken',
    'order a monitor',
    'my it requests',
    'INV-2001',
    'EXP-3001',
    'I need help from HR, I am being bullied by a colleague and do not know what to do',
  ],
};
const WRITTEN: Record<Role, string[]> = {
  customer: ['salesforce', 'shopify', 'zendesk'],
  employee: ['servicenow', 'workday'],
};
/** What sends whatever is on a card, or goes with its first choice. */
const CONFIRM = ['yes', 'Send it', 'yes', 'yes'];

const sandbox = sandboxForTests();

/** Says everything, agrees to everything, and asks for a person in the end. */
async function walk(role: Role, settings: Record<string, string>): Promise<string> {
  const job = await JobChat.start(sandbox(), role, { LEAD_OPPORTUNITY: 'on', ...settings });
  const heard: string[] = [];
  try {
    for (const sentence of WALK[role]) {
      heard.push(...(await job.say(sentence)), ...(await job.after(500)));
      for (const word of CONFIRM) heard.push(...(await job.say(word)), ...(await job.after(500)));
      heard.push(...(await job.say('start over')));
    }
    heard.push(...(await job.say('agent')), ...(await job.say('customer@example.com')), ...(await job.after(5_000)));
  } finally {
    await job.close();
  }
  return heard.join('\n');
}

/** Everything but reading and logging in. */
async function writes(): Promise<LoggedRequest[]> {
  const all = await Promise.all(vendors.map(({ id }) => sandbox().requests(id)));
  return all.flat().filter(({ method, path, body }) => {
    if (method === 'GET' || /oauth/.test(path)) return false;
    return !/graphql\.json$/.test(path) || /mutation/.test(JSON.stringify(body));
  });
}

describe.each<Role>(['customer', 'employee'])('with every system read only, for a %s', (role) => {
  test('a walk through all jobs writes nothing anywhere', async () => {
    const heard = await walk(role, READ_ONLY);
    expect((await writes()).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(heard).not.toMatch(/something went wrong/i);
    // Every way ends at a person.
    expect(heard).toContain('help@example.com');
  }, 60_000);

  test('the same walk writes where it may', async () => {
    await walk(role, {});
    const systems = new Set((await writes()).map(({ path }) => path.split('/')[1]));
    expect([...systems].sort()).toEqual(expect.arrayContaining(WRITTEN[role]));
  }, 60_000);
});

describe('what is offered', () => {
  const offered = (environment: Record<string, string>) => {
    const { config, vendorsInUse } = loadSettings(environment);
    const services = createServices(config, environment, vendorsInUse, sandbox().url);
    return { services, ids: availableDialogs(services).map(({ id }) => id) };
  };

  test('is what reads', () => {
    const { ids } = offered(READ_ONLY);
    expect(dialogDefinitions.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([
      ...['returnRequest', 'orderCancel', 'orderProblem', 'leadCapture', 'contactUpdate', 'leaveRequest', 'hrCase'],
      ...['itIncident', 'itOrder', 'createTicket'],
    ]);
    expect(offered({}).ids).toEqual(dialogDefinitions.map(({ id }) => id));
  });

  test('is that of each system alone', () => {
    const { ids } = offered({ SHOPIFY_READ_ONLY: 'true' });
    expect(ids).not.toContain('orderCancel');
    expect(ids).toContain('createTicket');
  });

  test('can be done by the next system of the list', () => {
    const { services } = offered({ HELPDESK_VENDOR: 'zendesk,servicenow', ZENDESK_READ_ONLY: 'true' });
    expect(services.vendorOf('helpdesk', 'createTicket')).toBe('servicenow');
    expect(services.vendorOf('helpdesk', 'getTicket')).toBe('zendesk');
  });
});

test('a hand-over that was still on its way when the helpdesk became read only is given up, and holds nothing up', async () => {
  const database = await openTestDatabase();
  const lines: string[] = [];
  const log = createLogger('warn', { write: (line: string) => void lines.push(line) });
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 503 });
  const before = await JobChat.start(sandbox(), 'customer', {}, log, database);
  await before.say('agent');
  await before.say('customer@example.com');
  await before.after(1_000);
  before.chat.kill();
  await sandbox().reset();
  const after = await JobChat.start(sandbox(), 'customer', READ_ONLY, log, database);
  await after.after(10 * 60_000, 60_000);
  expect(lines.filter((line) => line.includes('handoff.undelivered'))).toHaveLength(1);
  expect(await writes()).toEqual([]);
  const [handoff] = await after.chat.bot.handoffs.listOpen();
  expect(await after.chat.bot.followUps.isUnderWay(handoff?.id ?? '')).toBe(false);
  await after.close();
});

describe('a conversation', () => {
  let job: JobChat;
  const begin = async (role: Role) => void (job = await JobChat.start(sandbox(), role, READ_ONLY));
  const said = async (text: string) => [...(await job.say(text)), ...(await job.after(500))].join('\n');
  afterEach(() => job.close());

  test('shows a ticket without what would change it', async () => {
    await begin('customer');
    expect(await said('how is ticket 5001, customer@example.com')).not.toMatch(/\[Add a comment\]|\[It's solved\]/);
    const told = await said('add to ticket 5001: it is still broken');
    expect(told).toContain('not change it');
    expect(told).toContain('[Talk to a person]');
  });

  test('shows requests for leave without taking one back, and names HR', async () => {
    await begin('employee');
    expect(await said('my leave requests')).not.toMatch(/\[Withdraw|\[Ask for leave\]/);
    expect(await said('how many vacation days have i left')).not.toContain('[Ask for leave]');
  });

  test('has no job in menu and help that would write', async () => {
    await begin('customer');
    const menu = await said('menu');
    expect(menu).toContain('[Track an order]');
    expect(menu).not.toMatch(/\[(Open a ticket|Return something|Cancel an order|Get an offer|Problem with an order)\]/);
    expect(await said('help')).toMatch(/for example “where is order 1001, [^”]*”\. /);
  });

  test.each([
    ['en-US', 'I can find out where your order is or look for a product, and I can'],
    ['de-DE', 'Ich finde Ihre Bestellung oder suche einen Artikel – und hole'],
  ])('greets with what can be done here (%s)', async (locale, text) => {
    await begin('customer');
    const membersAdded = [{ id: 'user-1', name: '' }];
    expect((await job.chat.send({ type: 'conversationUpdate', locale, membersAdded })).join()).toContain(text);
  });

  test('says of such a job that a person can do it', async () => {
    await begin('customer');
    expect(await said('open a ticket')).toContain('a person can');
  });

  test('names the people of HR where it cannot write to them, and no other person', async () => {
    await begin('employee');
    const told = await said('I need to speak to HR about something confidential');
    expect(told).toContain('hr@example.com');
    expect(told).not.toContain('[Talk to a person]');
  });

  test('takes such a job for no correction of what was spoken of before', async () => {
    await begin('customer');
    expect(await said('where is order 1001? customer@example.com')).toContain('On its way');
    for (const job of [
      'open a ticket, my screen is black, me@example.com',
      'order 1003 says delivered but it is not here',
    ])
      expect(await said(job)).toContain('a person can');
  });

  test('hands over without a ticket, by naming how else the company is reached', async () => {
    await begin('customer');
    const told = await said('agent');
    expect(told).toMatch(/help@example\.com|\+1 555 010 0199/);
    expect(told).not.toMatch(/ticket/i);
    expect(await job.chat.bot.handoffs.listOpen()).toHaveLength(1);
  });
});
