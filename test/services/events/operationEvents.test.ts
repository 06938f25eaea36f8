import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020';
import { jsonSchemaOf } from '../../../scripts/describeEvents';
import { isPublic, PUBLIC_TYPES, type EventType } from '../../../services/events/catalogue';
import type { BusinessEvent } from '../../../services/events/event';
import { CLOSED } from '../../helpers/hours';
import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';
import { nextWeek } from '../../helpers/leaveDays';

const OWNER = 'customer@example.com';
const LEAD = ["I'd like a quote for 50 t-shirts", 'Dana Reyes', 'Reyes Logistics', 'dana.reyes@example.com', 'skip'];
const monday = nextWeek(1);
/** What people said or are called in these tests; none of it may leave the bot. */
const PERSONAL = /@example\.com|dana|reyes|t-shirts|handle of my mug|parental|harass|bullied|badge reader|jeans/i;

const ajv = addFormats(new Ajv({ strict: false }));
const validators = new Map(
  PUBLIC_TYPES.map((type) => [type, ajv.compile({ ...jsonSchemaOf(type), additionalProperties: false })]),
);

const sandbox = sandboxForTests();
let job: JobChat;
let heard: BusinessEvent[];

afterEach(() => job.close());

async function start(role: Role, settings: Record<string, string> = {}): Promise<void> {
  job = await JobChat.start(sandbox(), role, settings);
  heard = [];
  job.chat.bot.events.subscribe({
    name: 'test',
    types: PUBLIC_TYPES,
    hear: (event) => Promise.resolve(void heard.push(event)),
  });
}

/** All that was published so far. */
async function published(): Promise<BusinessEvent[]> {
  await job.after(3_000);
  return heard;
}

const types = (events: readonly BusinessEvent[]) => events.map(({ type }) => type);

function expectValid(events: readonly BusinessEvent[]): void {
  for (const event of events) {
    const validate = isPublic(event.type) ? validators.get(event.type) : undefined;
    expect([event.type, validate?.(event.data), validate?.errors]).toEqual([event.type, true, null]);
    expect(`${event.subject} ${JSON.stringify(event.data)}`).not.toMatch(PERSONAL);
  }
}

const jobs: [Role, readonly string[], readonly EventType[]][] = [
  ['customer', [`where is order 1001? ${OWNER}`], ['order.looked_up']],
  ['customer', [`cancel order 1002, ${OWNER}`, 'yes'], ['order.looked_up', 'order.cancel_requested']],
  [
    'customer',
    [`i want to return order 1004, ${OWNER}`, 'the jeans', 'too small', 'yes'],
    ['order.looked_up', 'return.started'],
  ],
  ['customer', [`open a ticket: the handle of my mug came off, my mail is ${OWNER}`, 'yes'], ['ticket.created']],
  [
    'customer',
    [`open a ticket: the handle of my mug came off, my mail is ${OWNER}`, 'yes', '5'],
    ['ticket.created', 'feedback.given'],
  ],
  ['customer', [...LEAD, 'yes', 'yes'], ['lead.captured', 'lead.created']],
  ['customer', ['agent'], ['handoff.requested']],
  ['employee', [`vacation on ${monday.date}`, 'yes'], ['leave.requested']],
  [
    'employee',
    [`vacation on ${monday.date}`, 'yes', `withdraw my leave request for ${monday.date}`, 'yes'],
    ['leave.requested', 'leave.withdrawn'],
  ],
  [
    'employee',
    ['Report an IT problem', 'the badge reader at the door is dead', 'Only me', 'High', 'LT-0042', 'yes'],
    ['incident.created'],
  ],
  [
    'employee',
    ['Order equipment', 'the laptop', 'performance', '32gb', 'skip', 'Editing videos', 'yes'],
    ['request.created'],
  ],
  ['employee', ['Contact HR', 'How does parental leave work here?', 'no', 'yes'], ['hr_case.opened']],
  ['employee', ['i want to report sexual harassment', 'Kim bullied me twice', 'yes'], []],
];

test.each(jobs)('an %s who says %j makes %j', async (role, sentences, expected) => {
  await start(role);
  for (const sentence of sentences) await job.say(sentence);
  const events = await published();
  expect(types(events)).toEqual(expected);
  expectValid(events);
});

test('events of one conversation are ordered by it', async () => {
  await start('customer');
  for (const sentence of [`cancel order 1002, ${OWNER}`, 'yes', 'agent']) await job.say(sentence);
  const events = await published();
  expect(types(events)).toEqual(['order.looked_up', 'order.cancel_requested', 'handoff.requested', 'ticket.created']);
  expect(new Set(events.map(({ orderedBy }) => orderedBy)).size).toBe(1);
});

test('an order that is not theirs makes no event', async () => {
  await start('customer');
  await job.say('where is order 1001? somebody.else@example.com');
  expect(await published()).toEqual([]);
});

test('asking for a person twice makes one event', async () => {
  await start('customer');
  for (const sentence of ['agent', 'skip', 'agent']) await job.say(sentence);
  expect(types(await published()).filter((type) => type === 'handoff.requested')).toHaveLength(1);
});

test('out of hours a message makes an event, without its words', async () => {
  await start('customer', CLOSED);
  for (const sentence of ['leave a message', 'please call me back', OWNER]) await job.say(sentence);
  const events = await published();
  expect(types(events)).toContain('message.left');
  expectValid(events);
});

test('a system that gives no answer makes an event, and no other', async () => {
  await start('customer');
  await sandbox().fault({ vendor: 'shopify', mode: 'status', status: 503 });
  await job.begin(`where is order 1001? ${OWNER}`);
  await job.after(20_000);
  const events = await published();
  expect(types(events)).toEqual(['operation.timed_out']);
  expect(events[0]?.data).toMatchObject({ port: 'commerce', method: 'findOrder', code: 'unavailable' });
  expectValid(events);
});

test('a system that refuses for good makes another one', async () => {
  await start('customer');
  await sandbox().fault({ vendor: 'shopify', mode: 'status', status: 403 });
  await job.begin(`where is order 1001? ${OWNER}`);
  await job.after(20_000);
  const events = await published();
  expect(types(events)).toEqual(['operation.failed']);
  expectValid(events);
});

test('what is published stands in the database in the same moment as the operation that made it', async () => {
  await start('customer');
  await job.say(`where is order 1001? ${OWNER}`);
  job.chat.kill();
  const before = await job.chat.database.query<{ kind: string }>("SELECT kind FROM tasks WHERE kind = 'event:test'");
  const operations = await job.chat.database.query("SELECT id FROM operations WHERE state = 'succeeded'");
  expect(before.length + heard.length).toBe(operations.length);
  await job.chat.boot();
});
