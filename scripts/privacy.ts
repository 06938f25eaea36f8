/** `npm run privacy -- export|erase <e-mail>`, and after a restore `reapply`; see docs/privacy.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { OPERATOR } from '../services/audit/actor';
import { AuditLog } from '../services/audit/auditLog';
import { createLogger, type Logger } from '../services/logger';
import { systemClock, type Clock } from '../services/operations/clock';
import type { PortName } from '../services/ports';
import { erasePerson, type Erased } from '../services/privacy/erasePerson';
import { fromLine, listErasures, toLine } from '../services/privacy/erasures';
import { exportPerson } from '../services/privacy/exportPerson';
import { findPerson } from '../services/privacy/findPerson';
import { reapplyErasures } from '../services/privacy/reapply';
import { vendorRecords, type VendorRecords } from '../services/privacy/vendorRecords';
import { vendorSettings } from '../services/vendorsInUse';
import { normalizeEmail } from '../services/verification/normalize';
import { runOnData, type Data } from './openData';

const USAGE = `npm run privacy -- export <e-mail> [file]     everything that is known of somebody, as JSON
npm run privacy -- erase <e-mail>             removes somebody everywhere, also while bots run
npm run privacy -- tombstones                 who was erased, as fingerprints: keep this list outside the database
npm run privacy -- reapply [file]             after a restore: erases again whoever was erased, with that list`;

type Tools = Data & { log: Logger; clock: Clock };

/** Gives the exit code: 1 where something could not be read, 2 where nothing was understood. */
export async function privacy(data: Data, words: string[], clock: Clock = systemClock): Promise<number> {
  const [command, address = '', file] = words;
  const tools = { ...data, log: createLogger('warn'), clock };
  const email = normalizeEmail(address);
  if (command === 'export' && email) return exportTo(email, file, tools);
  if (command === 'erase' && email) return erase(email, tools);
  if (command === 'tombstones') return tombstones(tools);
  if (command === 'reapply') return reapply(words[1], tools);
  data.print(USAGE);
  return 2;
}

async function exportTo(email: string, file: string | undefined, tools: Tools): Promise<number> {
  const everything = await exportPerson(email, tools);
  const text = JSON.stringify(everything, null, 2);
  if (file === undefined) tools.print(text);
  else writeFileSync(file, `${text}\n`, { mode: 0o600 });
  await note('privacy.export', tools, email);
  if (file !== undefined) {
    tools.print(
      `${file}, which only you can read, has what is known; conversations: ${everything.conversations.length}.`,
    );
    tools.print(`${everything.unreadable} rows could not be read with these keys.`);
  }
  return everything.unreadable > 0 ? 1 : 0;
}

async function erase(email: string, tools: Tools): Promise<number> {
  const { conversations } = await findPerson(email, tools);
  const records = await vendorRecords(conversations, tools);
  const erased = await erasePerson(email, tools);
  await note('privacy.erase', tools, email);
  report([erased], tools);
  describeVendors(records, tools);
  return erased.unreadable > 0 ? 1 : 0;
}

async function reapply(file: string | undefined, tools: Tools): Promise<number> {
  const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const erasures = lines.flatMap((line) => fromLine(line) ?? []);
  if (erasures.length < lines.length) {
    tools.print(`${lines.length - erasures.length} lines of ${file} are not of such a list; nothing was done.`);
    return 2;
  }
  const done = await reapplyErasures(erasures, tools);
  await note('privacy.reapply', tools);
  tools.print(`${done.length} people who had been erased were in the database.`);
  report(done, tools);
  return done.some(({ unreadable }) => unreadable > 0) ? 1 : 0;
}

async function tombstones({ database, print }: Tools): Promise<number> {
  for (const erasure of await listErasures(database)) print(toLine(erasure));
  return 0;
}

function report(all: readonly Erased[], { print }: Tools): void {
  const sum = (which: 'removed' | 'redacted') => {
    const counts: Record<string, number> = {};
    for (const erased of all)
      for (const [table, count] of Object.entries(erased[which])) counts[table] = (counts[table] ?? 0) + count;
    return Object.entries(counts);
  };
  print(`conversations: ${all.reduce((total, { conversations }) => total + conversations, 0)}`);
  for (const [table, count] of sum('removed')) print(`  ${table}: ${count} removed`);
  for (const [table, count] of sum('redacted')) print(`  ${table}: ${count} of others, without the address now`);
  const unreadable = Math.max(0, ...all.map((each) => each.unreadable));
  if (unreadable > 0)
    print(`${unreadable} rows could not be read with these keys: npm run rotate-key -- --check tells where.`);
}

/** The bot's own tables are not all: what it wrote elsewhere has to be erased there. */
function describeVendors(records: readonly VendorRecords[], { config, print }: Tools): void {
  print('To be erased in the systems themselves:');
  for (const { port, method, records: ids } of records) {
    const vendors = config[vendorSettings[port as PortName]].join(', ');
    print(`  ${vendors}: ${port}.${method} ${ids.join(', ')}`);
  }
  print('  whatever these systems have under the address by themselves: orders, contacts, tickets, employee records');
  print('  what the channel keeps of the chat (Teams, Direct Line), sent mails, and backups of this database');
}

async function note(action: string, { database, cipher, clock }: Tools, subject?: string): Promise<void> {
  const entry = { actor: OPERATOR, action, outcome: 'ok', channel: 'script', ...(subject && { subject }) };
  await new AuditLog(database, cipher, clock).write(entry);
}

if (require.main === module) void runOnData((data, words) => privacy(data, words));
