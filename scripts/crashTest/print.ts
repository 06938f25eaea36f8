import { readFileSync } from 'node:fs';
import type { LabReport } from './laboratory';
import type { Verdict } from './invariants';

/** So many of those that broke a promise are shown. */
const SHOWN = 5;

/** The report for people: a line for each promise, then what the run was like. */
export function toLines({ engine, verdicts, phases, conversations, ...run }: LabReport): string[] {
  const kinds = Map.groupBy(conversations, ({ scenario }) => scenario.protection);
  const answers = conversations.map((conversation) => conversation.answers.at(-1)?.kind ?? 'none');
  const count = (kind: string) => answers.filter((each) => each === kind).length;
  return [
    `${engine}: ${conversations.length} operations (${[...kinds].map(([kind, of]) => `${of.length} ${kind}`).join(', ')})`,
    ...verdicts.flatMap(verdictLines),
    `     answers: ${count('done')} done, ${count('unknown')} unknown, ${count('failed')} failed, ${count('none')} none`,
    `     kills: ${run.kills}; writes met by them: ${[...phases].map(([phase, hits]) => `${hits} ${phase}`).join(', ')}`,
    `     the channel sent again ${run.resent} times; refused: ${listed(run.refusals)}`,
    `     errors in the logs: ${listed(loggedErrors(run.logFiles))}`,
    `     ${run.seconds.toFixed(0)} s, ${(conversations.length / run.seconds).toFixed(1)} operations/s`,
  ];
}

function verdictLines({ name, of, broken, note }: Verdict): string[] {
  const head = broken.length === 0 ? 'ok  ' : 'FAIL';
  const line = `${head} ${name}: ${broken.length} broken of ${of}${note ? ` (${note})` : ''}`;
  return [line, ...broken.slice(0, SHOWN).map((each) => `       ${each}`)];
}

/** How often each event was logged as an error or a warning. */
function loggedErrors(files: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
    const name = /"msg":"([^"]+)"/.exec(line)?.[1];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function listed(counts: ReadonlyMap<unknown, number>): string {
  return [...counts].map(([name, count]) => `${count} × ${String(name)}`).join(', ') || 'none';
}
