import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privacy } from '../../../scripts/privacy';
import { loadConfig } from '../../../services/config';
import { createCipher } from '../../../services/storage/cipher';
import type { Database, Row } from '../../../services/storage/database';
import { openRow } from '../../../services/storage/tableRows';
import { sealedTables } from '../../../services/storage/tables';
import { VisitorStore } from '../../../services/visitors/visitorStore';
import { everyRow } from '../../helpers/everyTable';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const EMAIL = 'customer@example.com';
const CANARY = 'violet-heron-4711';
const sandbox = sandboxForTests();
const cipher = createCipher(Buffer.alloc(32, 7));
const OTHER = { from: { id: 'user-2', name: '' }, conversation: { id: 'conversation-2' } } as object;

let job: JobChat;
let database: Database;
beforeEach(async () => {
  job = await JobChat.start(sandbox(), 'customer');
  ({ database } = job.chat);
});
afterEach(() => job.close());

/** Runs the script and gives its exit code and what it printed. */
async function run(...words: string[]) {
  const lines: string[] = [];
  const code = await privacy(
    { config: loadConfig({}), database, cipher, print: (line) => lines.push(line) },
    words,
    job.chat.clock,
  );
  return { code, text: lines.join('\n') };
}

/** All that is stored, opened. */
async function stored(): Promise<string> {
  const rows = await everyRow(database);
  const opened = sealedTables
    .filter(({ name }) => name !== 'key_check')
    .flatMap((table) => (rows.get(table.name) ?? []).map((row) => openRow(row, table, cipher)));
  return JSON.stringify([[...rows], opened]);
}

/** A customer leaves something in as many tables as a conversation can. */
async function leaveTraces(): Promise<void> {
  await job.say(`where is order 1001? ${EMAIL}`);
  await job.after(2_000);
  await job.say('tell me when it arrives');
  await job.say('cancel');
  await job.say('agent');
  await job.say(EMAIL);
  await job.after(3_000);
  await job.say(`the parcel is called ${CANARY}`);
  await job.after(3_000);
}

async function restore(before: Map<string, Row[]>): Promise<void> {
  for (const [table, rows] of before) {
    if (['audit_log', 'audit_retention', 'schema_migrations', 'key_check'].includes(table)) continue;
    await database.query(`DELETE FROM ${table}`);
    for (const row of rows) {
      const columns = Object.keys(row);
      const places = columns.map((_column, index) => `$${index + 1}`).join(', ');
      await database.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(row));
    }
  }
}

test('catalogue 25: a person who is erased is gone from every table, and nobody else is; 2 people, 2 canaries', async () => {
  await job.say('where is order 1003? other@example.com', OTHER);
  await job.say(`my neighbour is Ann Heron, ${EMAIL}, +49 30 1234567`, OTHER);
  await job.say(`she is not pre-${EMAIL}`, OTHER);
  await leaveTraces();
  expect(await stored()).toContain(CANARY);

  const { code, text } = await run('erase', EMAIL);
  expect(text).toMatch(
    /conversations: 1\b[^]*transcript: \d+ removed[^]*transcript: \d+ of others, without the address now/,
  );
  expect(text).toMatch(/zendesk: helpdesk\.createTicket|To be erased in the systems themselves/);
  expect(code).toBe(0);
  expect(text).not.toMatch(/@|heron/);

  const left = await stored();
  expect(left).not.toContain(CANARY);
  expect(left.replaceAll(`pre-${EMAIL}`, '')).not.toContain(EMAIL);
  expect(left).not.toMatch(/heron|1234567/i);
  expect(left).toContain(`she is not pre-${EMAIL}`);
  expect(left).toContain('other@example.com');
  expect(await run('erase', EMAIL)).toMatchObject({ text: expect.stringMatching(/^conversations: 0/) as string });
});

test('an export has what was said, asked, answered and subscribed to, and nothing of anybody else', async () => {
  await job.say('where is order 1003? other@example.com', OTHER);
  await leaveTraces();
  const { text, code } = await run('export', EMAIL);
  const { conversations, unreadable } = JSON.parse(text) as {
    conversations: { records: Record<string, unknown[]> }[];
    unreadable: number;
  };
  expect([code, conversations.length, unreadable]).toEqual([0, 1, 0]);
  expect(Object.keys(conversations[0]?.records ?? {})).toEqual(
    expect.arrayContaining([
      'operations',
      'handoffs',
      'transcript',
      'live_conversations',
      'subscriptions',
      'bot_state',
    ]),
  );
  expect(text).toContain(CANARY);
  expect(text).not.toContain('other@example.com');
});

test('a conversation under way is told, and begins anew', async () => {
  await job.say(`where is order 1001? ${EMAIL}`);
  await job.say('open a ticket');
  await run('erase', EMAIL);
  expect((await job.say('it is broken')).join('\n')).toContain('was deleted, as somebody asked us to');
  expect(await job.say(`where is order 1001? ${EMAIL}`)).toEqual(
    expect.arrayContaining([expect.stringContaining('Order 1001')]),
  );
});

test('an answer that comes after the erasure brings nothing back', async () => {
  await job.say(`where is order 1001? ${EMAIL}`);
  await sandbox().fault({ vendor: 'shopify', mode: 'latency', latencyMs: 300 });
  await job.begin('where is order 1005?');
  await run('erase', EMAIL);
  await job.after(20_000);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await job.after(1_000);
  expect(await database.query('SELECT id FROM operations')).toEqual([]);
  expect(await stored()).not.toContain(EMAIL);
});

test('catalogue 25: a backup that is restored does not bring anybody back; what they wrote since stays', async () => {
  await leaveTraces();
  const backup = await everyRow(database);
  await run('erase', EMAIL);
  const list = (await run('tombstones')).text;
  expect(list).toMatch(/^[\w-]{43} \d{4}-\d\d-\d\dT[\d:.]+Z$/);
  await restore(backup);
  expect(await stored()).toContain(CANARY);
  const file = join(mkdtempSync(join(tmpdir(), 'erased-')), 'erased.txt');
  writeFileSync(file, list);
  const { text } = await run('reapply', file);
  expect(text).toMatch(/^1 people who had been erased were in the database/);
  expect((await stored()).match(new RegExp(`${CANARY}|${EMAIL}`, 'g'))).toBeNull();
  await job.chat.clock.advance(60_000);
  await job.say(`where is order 1001? ${EMAIL}`);
  await run('reapply');
  expect(await stored()).toContain(EMAIL);
});

test.each([[], ['erase'], ['erase', 'nobody'], ['export', '@'], ['forget', EMAIL]])(
  'what is not understood does nothing and says how it is meant: %j %j',
  async (...words) => {
    expect(await run(...words)).toMatchObject({ code: 2, text: expect.stringContaining('erase <e-mail>') as string });
  },
);

test('a customer whom a website signed in is forgotten with all ids they had, and nobody else is', async () => {
  const visitors = new VisitorStore(database, cipher, job.chat.clock);
  for (const id of ['dl_one', 'dl_two']) await visitors.remember(id, { subject: 'c-1', email: EMAIL, name: CANARY });
  await visitors.remember('dl_other', { subject: 'c-2', email: 'other@example.com' });
  const { more, namedElsewhere } = JSON.parse((await run('export', EMAIL)).text) as Record<string, object>;
  expect(more).toMatchObject({ website_visitors: [{ document: { name: CANARY } }, { document: { subject: 'c-1' } }] });
  expect(namedElsewhere).toEqual({});
  expect((await run('erase', EMAIL)).text).toContain('website_visitors: 2 removed');
  expect(await stored()).not.toContain(CANARY);
  expect(await visitors.find('dl_other')).toMatchObject({ email: 'other@example.com' });
});

test('who is erased in the middle of a form is told so, and nothing of the form is left or sent', async () => {
  await job.say('i need a quote for 50 t-shirts for Heron Works, I am Ann Heron, ann@heron.example, +1 415 555 2671');
  const { text } = await run('erase', 'ann@heron.example');
  expect(text).toContain('conversations: 1');
  expect(await stored()).not.toMatch(/heron|5552671|555 2671/i);
  expect((await job.say('yes')).join()).not.toContain('[erased]');
  await job.say('yes');
  await job.after(5_000);
  expect(await sandbox().records('salesforce', 'lead')).toEqual([]);
});
