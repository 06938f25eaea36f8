import { createServices } from '../../../services';
import { EventBus } from '../../../services/events/eventBus';
import type { FollowUps, TellFollowUp } from '../../../services/handoff/followUps';
import { createFollowUps } from '../../../services/handoff/followUpsSetup';
import type { FollowUpDraft } from '../../../services/handoff/followUpsStore';
import { HandoffStore } from '../../../services/handoff/handoffStore';
import { createLogger } from '../../../services/logger';
import type { Services } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { loadSettings } from '../../../services/vendorsInUse';
import { sandboxForTests } from '../../helpers/jobChat';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';
import { setTimeout as pause } from 'node:timers/promises';

const DAY_MS = 24 * 60 * 60_000;

const sandbox = sandboxForTests();
let database: Database;
let clock: ManualClock;
let handoffs: HandoffStore;
let tasks: TaskWorker;
let followUps: FollowUps;
let told: string[];
let logged: string;

async function start(helpdesk: 'zendesk' | 'servicenow' = 'zendesk', tell?: TellFollowUp): Promise<void> {
  const environment = { SANDBOX: 'on', HELPDESK_VENDOR: helpdesk, READ_CACHE: 'off' };
  const { config, vendorsInUse } = loadSettings(environment);
  const services: Services = createServices(config, environment, vendorsInUse, sandbox().url);
  const cipher = createCipher(Buffer.alloc(32, 7));
  const log = createLogger('info', { write: (line: string) => void (logged += line) });
  database = await openTestDatabase();
  clock = new ManualClock(Date.now());
  handoffs = new HandoffStore(database, cipher, clock);
  tasks = new TaskWorker(new TaskStore(database, cipher, clock, 'test'), clock, log);
  const events = new EventBus(tasks, clock);
  const tools = { database, cipher, services, handoffs, tasks, events, clock, log, timeoutMs: 20_000 };
  followUps = createFollowUps(tools);
  followUps.onDelivered(
    tell ??
      (async (handoff) => {
        told.push(handoff.ticket?.number ?? '');
        await Promise.resolve();
      }),
  );
  tasks.start();
}

beforeEach(() => {
  told = [];
  logged = '';
});
afterEach(async () => {
  await tasks.stop(0).catch(() => undefined);
  await database.close();
});

/** Leaves a message; gives what its hand-over is called. */
async function leave(text: string, waitMs = 0, email = 'kim@example.com'): Promise<string> {
  const ticket = {
    subject: text,
    description: text,
    priority: 'high',
    requesterEmail: email,
    tags: ['handoff'],
  } as const;
  const draft: FollowUpDraft = { to: 'helpdesk', locale: 'en-US', ticket: { ...ticket, tags: [...ticket.tags] } };
  const record = {
    kind: 'message',
    conversationKey: text,
    reason: 'asked',
    collected: {},
    transcript: [],
    reference: {},
  } as const;
  const { handoff } = await handoffs.open({ ...record, collected: {}, transcript: [] }, (sql, opened) =>
    followUps.plan(sql, opened, draft, waitMs),
  );
  return handoff.id;
}

/** Moves time on with real answers in between. */
async function pass(ms: number, stepMs = 1_000): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await clock.advance(stepMs);
    await pause(10);
  }
}

const made = async (vendor = 'zendesk', type = 'ticket') =>
  (await sandbox().records<{ subject?: string; short_description?: string; tags?: string[] }>(vendor, type))
    .map(({ subject, short_description }) => subject ?? short_description ?? '')
    .filter((text) => text.startsWith('Message'));

test('one that is refused for good is set aside for a person, and the others pass', async () => {
  await start();
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 422, times: 1 });
  const refused = await leave('Message 1');
  await leave('Message 2');
  await pass(10_000);
  expect(await made()).toEqual(['Message 2']);
  expect((await followUps.listDead()).map(({ handoffId }) => handoffId)).toEqual([refused]);
  expect((await handoffs.listOpen()).find(({ id }) => id === refused)?.ticket).toBeUndefined();
  expect(await database.query('SELECT kind FROM dead_letters')).toHaveLength(1);
  await handoffs.close(refused);
  expect(await followUps.listDead()).toEqual([]);
  for (const event of ['handoff.undelivered', 'task.given_up']) expect(logged).toContain(event);
  expect(logged).not.toContain('kim@example.com');
});

test('one that nobody took for a week is set aside for a person, too', async () => {
  await start();
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 503 });
  const id = await leave('Message 1');
  await pass(60_000, 5_000);
  expect(await followUps.listDead()).toEqual([]);
  await database.query('UPDATE follow_ups SET created_at = $1', [clock.now() - 8 * DAY_MS]);
  await pass(10 * 60_000, 10_000);
  expect((await followUps.listDead()).map(({ handoffId }) => handoffId)).toEqual([id]);
}, 60_000);

test('one that was sent, and its answer lost, is made once: two hours later as well', async () => {
  await start();
  await sandbox().fault({ vendor: 'zendesk', mode: 'commitThenReset', times: 1 });
  await leave('Message 1');
  await clock.advance(0);
  await pause(100);
  await clock.advance(3 * 60 * 60_000);
  await pass(10_000);
  expect(await made()).toEqual(['Message 1']);
  expect(told).toHaveLength(1);
}, 60_000);

test('a helpdesk without keys is looked up, and only when it can show what was sent', async () => {
  await start('servicenow');
  await sandbox().fault({ vendor: 'servicenow', mode: 'commitThenReset', times: 2 });
  await leave('Message 1');
  await pass(90_000);
  expect(await made('servicenow', 'incident')).toEqual(['Message 1']);
  expect(told).toHaveLength(1);
}, 60_000);

test('what waits for an address is passed on without it in the end', async () => {
  await start();
  await leave('Message 1', 60_000);
  await pass(50_000, 10_000);
  expect(await made()).toEqual([]);
  await pass(15_000);
  expect(await made()).toEqual(['Message 1']);
});

test('an address that comes in time is in the ticket, and one that comes late changes nothing', async () => {
  await start();
  const id = await leave('Message 1', 60_000);
  const ticket = {
    subject: 'Message with address',
    description: 'd',
    priority: 'high',
    requesterEmail: 'pat@example.com',
    tags: [],
  } as const;
  const draft: FollowUpDraft = { to: 'helpdesk', locale: 'en-US', ticket: { ...ticket, tags: [] } };
  expect(await followUps.release(id, draft)).toBe(true);
  expect(await followUps.release(id, draft)).toBe(false);
  await pass(90_000, 3_000);
  expect(await made()).toEqual(['Message with address']);
});

test('a user who cannot be told now is told later, once', async () => {
  let refusals = 3;
  await start('zendesk', async (handoff) => {
    await Promise.resolve();
    if (refusals-- > 0) throw new Error('the channel is down');
    told.push(handoff.ticket?.number ?? '');
  });
  await leave('Message 1');
  await pass(30_000);
  expect(told).toEqual(['5002']);
});

test('while nothing is passed on, nothing is looked for all the time', async () => {
  await start();
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 503 });
  for (const text of ['Message 1', 'Message 2', 'Message 3']) await leave(text);
  await pass(30_000);
  const look = jest.spyOn(TaskStore.prototype, 'claimDue');
  await clock.advance(20_000);
  expect(look.mock.calls.length).toBeLessThan(60);
  look.mockRestore();
});
