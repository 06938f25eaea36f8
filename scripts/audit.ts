/** `npm run audit -- --since 2026-11-01 --who ann@example.com --record 1001 --action commerce.findOrder --limit 100` */
import { parseArgs } from 'node:util';
import { AuditLog, type AuditEntry } from '../services/audit/auditLog';
import { systemClock } from '../services/operations/clock';
import { runOnData, type Data } from './openData';

const USAGE =
  'npm run audit -- [--since 2026-11-01] [--who address] [--record number] [--action commerce.findOrder] [--limit 100]';
const OPTIONS = {
  since: { type: 'string' },
  who: { type: 'string' },
  record: { type: 'string' },
  action: { type: 'string' },
  limit: { type: 'string', default: '100' },
} as const;

type Tools = Pick<Data, 'database' | 'cipher' | 'print'>;

/** Prints the lines that answer the question. Gives the exit code: 1 when one of them is not as it was written. */
export async function audit({ database, cipher, print }: Tools, words: string[]): Promise<number> {
  const question = readQuestion(words);
  if (!question) {
    print(`What was asked is not understood: ${USAGE}`);
    return 2;
  }
  const entries = await new AuditLog(database, cipher, systemClock).read(question);
  for (const entry of entries) print(inOneLine(entry));
  const changed = entries.filter(({ genuine }) => !genuine).length;
  print(`${entries.length} lines${changed > 0 ? `, ${changed} of them CHANGED since they were written` : ''}`);
  return changed > 0 ? 1 : 0;
}

function readQuestion(words: string[]) {
  try {
    const { since, limit, ...rest } = parseArgs({ args: words, options: OPTIONS }).values;
    const at = since === undefined ? 0 : Date.parse(since);
    return Number.isNaN(at) || !/^[1-9]\d{0,5}$/.test(limit) ? undefined : { ...rest, since: at, limit: Number(limit) };
  } catch {
    return undefined;
  }
}

function inOneLine({ at, actor, action, subject, record, outcome, channel, genuine }: AuditEntry): string {
  const about = [subject && `about ${subject}`, record && `record ${record}`].filter(Boolean).join(' ');
  const line = [new Date(at).toISOString(), actor, action, about, outcome, `by ${channel}`].filter(Boolean).join('  ');
  return genuine ? line : `${line}  CHANGED`;
}

if (require.main === module) void runOnData(audit);
