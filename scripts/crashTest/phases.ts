import type { Kill } from './killer';
import type { CarriedOut } from './journal';
import type { LedgerRow } from './ledger';
import type { Outcome } from './outcome';

/** Where a confirmed write stood when the process that had it was killed. */
export const PHASES = [
  'before it was written down',
  'written down, not yet at the system',
  'in the middle of the call',
  'carried out, not yet known',
  'between two attempts',
  'known, not yet told',
] as const;

export type Phase = (typeof PHASES)[number];

/** How many writes the kills met, by phase. Of several instances only the one that took the confirmation counts. */
export function phasesHit(kills: readonly Kill[], outcomes: readonly Outcome[]): Map<Phase, number> {
  const hits = new Map<Phase, number>(PHASES.map((phase) => [phase, 0]));
  for (const kill of kills) {
    for (const outcome of outcomes) {
      if (!isUnderWay(outcome, kill)) continue;
      const row = kill.open.find((open) => outcome.rows.some(({ id }) => id === open.id));
      const phase = phaseOf(row, outcome.carriedOut, kill.at);
      hits.set(phase, (hits.get(phase) ?? 0) + 1);
    }
  }
  return hits;
}

function isUnderWay({ conversation, rows }: Outcome, { at, url }: Kill): boolean {
  const { confirmedAt, confirmedTo, endedAt = Infinity } = conversation;
  const isTold = rows.some(({ closedAt = Infinity }) => closedAt <= at);
  return confirmedAt !== undefined && confirmedTo === url && confirmedAt <= at && endedAt > at && !isTold;
}

function phaseOf(row: LedgerRow | undefined, carriedOut: readonly CarriedOut[], at: number): Phase {
  if (!row) return 'before it was written down';
  if (row.state === 'queued') return 'between two attempts';
  if (row.state !== 'running') return 'known, not yet told';
  const requests = carriedOut.filter(({ cameInAt }) => cameInAt >= row.dispatchedAt && cameInAt <= at);
  if (requests.length === 0) return 'written down, not yet at the system';
  return requests.some(({ doneAt }) => doneAt <= at) ? 'carried out, not yet known' : 'in the middle of the call';
}
