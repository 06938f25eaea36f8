import type { OpsReport } from '../opsDesk';
import type { OpsSetup } from '../opsSetup';
import { inWords } from './layout';

/** Something that somebody should look at, and where on the page it is. */
export interface Alert {
  text: string;
  section: string;
}

const OVERDUE_MS = 5 * 60_000;

/** What needs somebody, the most urgent first. */
export function alertsOf({ backlog, systems, at }: OpsReport, setup: OpsSetup): Alert[] {
  const nameOf = (vendor: string) => setup.systems.find((system) => system.vendor === vendor)?.name ?? vendor;
  const down = systems.filter(({ downUntil }) => downUntil !== undefined);
  const late = [...backlog.tasks, ...backlog.notices].filter(({ oldestMs }) => oldestMs > OVERDUE_MS);
  const dead = backlog.deadLetters.reduce((sum, { count }) => sum + count, 0);
  return [
    ...down.map(({ vendor, downUntil = at }) => ({
      text: `${nameOf(vendor)} counts as down${downUntil > at ? `; it is tried again in ${inWords(downUntil - at)}` : ''}.`,
      section: 'systems',
    })),
    ...counted(backlog.unknown, 'write has an outcome', 'writes have an outcome', ' that nobody knows.', 'unknown'),
    ...counted(backlog.deadFollowUps, 'hand-over', 'hand-overs', ' could not be passed on.', 'follow-ups'),
    ...counted(dead, 'background task was', 'background tasks were', ' given up.', 'dead-letters'),
    ...late.map(({ kind, oldestMs }) => ({
      text: `Work of the kind ${kind} has been due for ${inWords(oldestMs)}.`,
      section: 'queues',
    })),
  ];
}

function counted(count: number, one: string, many: string, rest: string, section: string): Alert[] {
  return count === 0 ? [] : [{ text: `${count} ${count === 1 ? one : many}${rest}`, section }];
}
