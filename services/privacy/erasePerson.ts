import { randomUUID } from 'node:crypto';
import { ReadCache } from '../cache/readCache';
import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import type { Sql } from '../storage/database';
import { openRow } from '../storage/tableRows';
import { sealedTables } from '../storage/tables';
import { VisitorStore } from '../visitors/visitorStore';
import { GuessLimiter } from '../verification/guessLimiter';
import { withoutAddress } from './address';
import { feedbackUser, ownedTables, ownersOf, rowsAbout, wordTables } from './conversationRows';
import { erasedState } from './erasedState';
import { finishErasure, noteErasure, subjectOf } from './erasures';
import { findPerson, type Person, type PrivacyTools } from './findPerson';

/** What somebody wrote while they were being erased is found when it is looked for once more. */
const PASSES = 4;

export interface EraseTools extends PrivacyTools {
  clock: Clock;
  log: Logger;
}

/** What was done, by table: rows removed, and rows of others in which the address was made unreadable. */
export interface Erased {
  removed: Record<string, number>;
  redacted: Record<string, number>;
  conversations: number;
  /** Rows that no key opens: what is in them is not known. */
  unreadable: number;
}

/**
 * Removes somebody everywhere, while bots run: their conversations, what waits to be done in them, and their address where
 * others named it. What is interrupted is done when it is begun again.
 *
 * @param before only what was written earlier (milliseconds since 1970); everything where absent
 */
export async function erasePerson(email: string, tools: EraseTools, before = Infinity): Promise<Erased> {
  const { database, cipher, clock } = tools;
  const subject = subjectOf(email, cipher);
  await noteErasure({ subject, erasedAt: Math.min(before, clock.now()) }, database);
  const done: Erased = { removed: {}, redacted: {}, conversations: 0, unreadable: 0 };
  for (let pass = 1; pass <= PASSES; pass++) {
    const person = await findPerson(email, tools);
    done.unreadable = person.unreadable;
    const changed = (await eraseConversations(person, tools, before, done)) + (await redact(person, tools, done));
    if (changed === 0) break;
  }
  await forgetElsewhere(email, tools, done);
  await finishErasure(subject, clock.now(), database);
  return done;
}

async function eraseConversations(
  { email, conversations }: Person,
  tools: EraseTools,
  before: number,
  done: Erased,
): Promise<number> {
  let changed = 0;
  for (const key of conversations) {
    const rows = await tools.database.transaction((sql) => eraseConversation(key, sql, tools, before));
    const sum = addUp(done.removed, rows);
    if (sum > 0) done.conversations++;
    changed += sum;
  }
  if (conversations.length === 0) return changed;
  for (const table of wordTables)
    for await (const { row } of rowsAbout(conversations, table, tools.database, tools.cipher)) {
      if (Number(row[table.time ?? '']) >= before) continue;
      const where = table.primaryKey.map((column, index) => `${column} = $${index + 1}`).join(' AND ');
      await tools.database.query(
        `DELETE FROM ${table.name} WHERE ${where}`,
        table.primaryKey.map((column) => row[column] ?? null),
      );
      changed += addUp(done.removed, { [table.name]: 1 });
    }
  const users = conversations.map((key) => ({ user: key, codeBy: key }));
  const guesses = new GuessLimiter(tools.database, tools.cipher, tools.clock);
  addUp(done.removed, { guesses: await guesses.eraseSubjects([...users, { email, codeTo: email }]) });
  return changed;
}

/** All of a conversation or nothing: half of it could not be recognised as theirs any more. */
async function eraseConversation(
  key: string,
  sql: Sql,
  { cipher, clock }: EraseTools,
  before: number,
): Promise<Record<string, number>> {
  const limit = Number.isFinite(before) ? before : Number.MAX_SAFE_INTEGER;
  // First: a turn that is under way then fails, and takes what it would have written with it.
  const counts: Record<string, number> = { bot_state: await eraseState(key, sql, { cipher, clock }, limit) };
  for (const { name, person, time } of ownedTables) {
    if (name === 'bot_state') continue;
    const rows = await sql.query(`DELETE FROM ${name} WHERE ${person.where} AND ${time} < $2 RETURNING 1`, [
      ownersOf(key, cipher)[person.owner],
      limit,
    ]);
    counts[name] = rows.length;
  }
  return counts;
}

async function eraseState(
  key: string,
  sql: Sql,
  { cipher, clock }: Pick<EraseTools, 'cipher' | 'clock'>,
  limit: number,
): Promise<number> {
  const [row] = await sql.query('SELECT * FROM bot_state WHERE key = $1 AND updated_at < $2', [key, limit]);
  const table = sealedTables.find(({ name }) => name === 'bot_state');
  if (!row || !table) return 0;
  const known = openRow(row, table, cipher)?.opened['document'] ?? {};
  await sql.query('UPDATE bot_state SET document = $2, etag = $3, updated_at = $4 WHERE key = $1', [
    key,
    cipher.seal(JSON.stringify(erasedState(known)), key),
    randomUUID(),
    clock.now(),
  ]);
  return 1;
}

/** Others' rows stay, without the address; one that somebody changes meanwhile is done in the next pass. */
async function redact({ email, mentions }: Person, { database, cipher }: EraseTools, done: Erased): Promise<number> {
  let changed = 0;
  for (const { table, row, opened } of mentions) {
    const columns = Object.keys(opened);
    const context = table.sealed.context(row);
    const fresh = columns.map((column) => cipher.seal(JSON.stringify(withoutAddress(email, opened[column])), context));
    const place = (index: number) => `$${columns.length + index + 1}`;
    const rows = await database.query(
      `UPDATE ${table.name} SET ${columns.map((column, index) => `${column} = $${index + 1}`).join(', ')}
       WHERE ${[...table.primaryKey, ...columns].map((column, index) => `${column} = ${place(index)}`).join(' AND ')}
       RETURNING 1`,
      [...fresh, ...[...table.primaryKey, ...columns].map((column) => row[column] ?? null)],
    );
    changed += addUp(done.redacted, { [table.name]: rows.length });
  }
  return changed;
}

/** What is kept by fingerprints, and the answers that systems gave a moment ago. */
async function forgetElsewhere(email: string, tools: EraseTools, done: Erased): Promise<void> {
  const { database, cipher, clock } = tools;
  const guesses = await new GuessLimiter(database, cipher, clock).eraseSubjects([{ email, codeTo: email }]);
  const visitors = await new VisitorStore(database, cipher, clock).forget(email);
  const feedback = await database.query('DELETE FROM feedback WHERE user_key = $1 RETURNING 1', [
    feedbackUser(email, cipher),
  ]);
  addUp(done.removed, { guesses, website_visitors: visitors, feedback: feedback.length });
  await new ReadCache({ ...tools, ttl: new Map() }).forgetPeople();
}

function addUp(counts: Record<string, number>, more: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const [table, count] of Object.entries(more)) {
    if (count > 0) counts[table] = (counts[table] ?? 0) + count;
    sum += count;
  }
  return sum;
}
