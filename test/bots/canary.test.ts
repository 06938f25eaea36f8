import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityStore } from '../../directline/activityStore';
import { catalogue, type EventType } from '../../services/events/catalogue';
import { createLogger } from '../../services/logger';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { openSqlite } from '../../services/storage/sqlite';
import { openRow } from '../../services/storage/tableRows';
import { sealedTables } from '../../services/storage/tables';
import { everyRow } from '../helpers/everyTable';
import { JobChat, sandboxForTests } from '../helpers/jobChat';
import { openTestDatabase } from '../helpers/testDatabase';

const EMAIL = 'quetzal.canary@example.org';
const PHONE = '+49 151 23456789';
const CARD = '4111 1111 1111 1111';
const SECRET = 'Sw0rdfish-Quetzal';
/** As they may stand somewhere: as they were written, without decoration, for an address, in base64. */
const forms = [EMAIL, PHONE, CARD, SECRET].flatMap((canary) => [
  canary,
  canary.replace(/[ +]/g, ''),
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64').slice(0, -4),
]);
const ALL = `${EMAIL}, call ${PHONE}, card ${CARD}, password: ${SECRET}`;
const FILE = {
  contentType: 'text/plain',
  name: `${EMAIL}.txt`,
  contentUrl: `data:text/plain;base64,${Buffer.from(ALL).toString('base64')}`,
};
const SEALED = /^[0-9a-f]{8}\.[\w-]{38,}$/;

const sandbox = sandboxForTests();
const cipher = createCipher(Buffer.alloc(32, 7));
let folder: string;
let database: Database;
let logged: string;
let events: string;

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'canary-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<Database> {
  return process.env['TEST_DATABASE_URL'] ? openTestDatabase() : openSqlite(join(folder, 'bot.db'));
}

/** What a customer and an employee may say, one conversation each. */
const customer: [string, object?][] = [
  [`where is order 1001? ${EMAIL}`],
  ['agent'],
  [EMAIL],
  [`please: ${ALL}`],
  ['back to the bot'],
  [`open an urgent ticket, ${ALL}`, { attachments: [FILE] }],
  ['send it'],
  ['cancel'],
  [`i need a quote for 50 t-shirts for ${SECRET} ltd, I am Quetzal Canary, ${EMAIL}, ${PHONE}`],
  ['yes'],
  ['yes'],
  ['cancel'],
  ['my recent orders'],
  [EMAIL],
  ['123456'],
  ['cancel'],
  [`what about ${ALL}?`],
  ['', { attachments: [FILE] }],
  ['', { value: { canary: ALL, button: EMAIL } }],
  [`tell me when the red mug is back, ${EMAIL}`],
];
const employee: [string, object?][] = [
  [`I want to talk to hr about ${ALL}`],
  ['yes'],
  ['cancel'],
  [`my laptop is broken, ${ALL}`],
  ['yes'],
  ['cancel'],
  [`next Monday off please, because of ${ALL}`],
];

async function talk(role: 'customer' | 'employee', sentences: readonly [string, object?][]): Promise<void> {
  const log = createLogger('debug', { write: (line: string) => void (logged += line) });
  const job = await JobChat.start(sandbox(), role, {}, log, {
    ...database,
    ...boundTo(database),
    close: () => Promise.resolve(),
  });
  const types = (Object.keys(catalogue) as EventType[]).filter(
    (type) => type !== 'lead.submitted' && type !== 'ticket.commented',
  );
  job.chat.bot.events.subscribe({
    name: 'canary',
    types,
    hear: (event) => Promise.resolve(void (events += JSON.stringify(event))),
  });
  const where = { from: { id: role, name: '' }, conversation: { id: role } } as object;
  for (const [text, more = {}] of sentences) {
    await job.say(text, { ...where, ...more });
    await job.after(1_500);
  }
  await job.after(30_000, 5_000);
  await job.close();
}

/** The same database, which several bots use one after the other. */
function boundTo(each: Database): Omit<Database, 'close'> {
  return {
    skipLocked: each.skipLocked,
    isShared: each.isShared,
    signals: each.signals,
    query: (...words) => each.query(...words),
    transaction: (work) => each.transaction(work),
    now: () => each.now(),
    ping: () => each.ping(),
  };
}

/** Every byte that is stored: the files as they are on the disk, or all columns of all tables. */
async function stored(): Promise<string> {
  const rows = JSON.stringify([...(await everyRow(database))]);
  const files = ['bot.db', 'bot.db-wal'].map((name) => join(folder, name)).filter((file) => existsSync(file));
  return [rows, ...files.map((file) => readFileSync(file).toString('latin1'))].join('\n');
}

const leaks = (text: string) => forms.filter((form) => text.includes(form));

beforeAll(async () => {
  [logged, events] = ['', ''];
  database = await open();
  await talk('customer', customer);
  await talk('employee', employee);
  // Systems that fail, and say whom they failed for.
  for (const vendor of ['shopify', 'zendesk', 'salesforce']) await sandbox().fault({ vendor, mode: 'html' });
  await talk('customer', [...customer.slice(0, 6), ['cancel'], ...customer.slice(8, 12)]);
  const store = new ActivityStore(database, cipher);
  await store.start({ conversationId: 'c', userId: 'dl_u', persona: 'customer' });
  await store.append('c', { type: 'message', text: ALL, value: { canary: ALL }, attachments: [FILE] });
  await store.addFile('c', { name: FILE.name, contentType: 'text/plain', content: Buffer.from(ALL) });
}, 240_000);
afterAll(() => database.close());

describe('catalogue 24: an address, a phone number, a card number and a password in 38 messages, cards, files and failures', () => {
  test('are in none of the log lines, at the most talkative level', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(leaks(logged)).toEqual([]);
  });

  test('are in no event', () => {
    expect(events.length).toBeGreaterThan(0);
    expect(leaks(events)).toEqual([]);
  });

  test('are nowhere in clear in the database, nor in its audit log', async () => {
    const bytes = await stored();
    const rows = await everyRow(database);
    const opened = sealedTables.flatMap((table) =>
      (rows.get(table.name) ?? []).map((row) => openRow(row, table, cipher)),
    );
    // They are there, behind the encryption; what must not be kept at all is not.
    expect(JSON.stringify(opened)).toContain(EMAIL);
    expect(JSON.stringify(opened)).toContain(PHONE);
    // A card's number is made unreadable before anything is kept; only the development channel echoes what it is sent.
    const ownTables = sealedTables.filter(({ name }) => !/^(directline_|files)/.test(name));
    const own = ownTables.flatMap((table) => (rows.get(table.name) ?? []).map((row) => openRow(row, table, cipher)));
    expect(JSON.stringify(own)).not.toContain(CARD);
    expect(bytes.length).toBeGreaterThan(50_000);
    expect(leaks(bytes)).toEqual([]);
  });

  test('nothing is sealed that a change of keys would not find', async () => {
    const unknown = [...(await everyRow(database))].flatMap(([table, rows]) => {
      const known = sealedTables.find(({ name }) => name === table)?.sealed.columns ?? [];
      return rows.flatMap((row) =>
        Object.entries(row)
          .filter(([column, value]) => SEALED.test(String(value)) && !known.includes(column))
          .map(([column]) => `${table}.${column}`),
      );
    });
    expect([...new Set(unknown)]).toEqual([]);
    const used = [...(await everyRow(database))].filter(([, rows]) => rows.length > 0).map(([table]) => table);
    expect(used).toEqual(
      expect.arrayContaining(['operations', 'handoffs', 'transcript', 'bot_state', 'follow_ups', 'audit_log']),
    );
  });

  test.each([
    [`customer ${EMAIL} unknown`],
    [`{"phone":"${PHONE}","alt":"(0151) 2345-6789"}`],
    [`card=${CARD}`],
    [`{"access_token":"${SECRET}"}`],
    [`Authorization: Bearer ${SECRET}`],
    [`Basic ${SECRET}`],
    ['the token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJxdWV0emFsIn0.c2lnbmF0dXJl is not valid'],
    ['shpat_0123456789abcdef is not valid'],
  ])('what a system answers with its error is masked in the log: %s', (body) => {
    let line = '';
    const log = createLogger('debug', { write: (text: string) => void (line = text) });
    log.error('turn.failed', new Error('outer', { cause: new Error(body) }), { reason: body });
    expect(leaks(line)).toEqual([]);
    expect(line).not.toMatch(/2345|eyJ|shpat_0/);
  });
});
