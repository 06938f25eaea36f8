import { parseArgs } from 'node:util';

export type Engine = 'sqlite' | 'postgres';

/** How large a run is, and how rough. */
export interface LabOptions {
  /** Conversations, each with one thing to be done. */
  operations: number;
  /** Processes on one database; SQLite has one. */
  instances: number;
  databases: readonly Engine[];
  /** Conversations at once. */
  parallel: number;
  /** No new conversation begins after this; those under way come to their end. */
  secondsLimit: number;
  /** The mean time that a process lives before it is killed. */
  killEverySeconds: number;
  /** Of all requests to the systems. */
  faultRate: number;
  /** Of all writes: done, and the connection dropped. */
  lostAnswerRate: number;
  seed: number;
  /** Goes on for so long whatever the number of operations, with few faults, and looks at the memory. */
  soakSeconds?: number;
  /** PostgreSQL is stopped for so long in the middle of it, and nobody is killed meanwhile. */
  outageSeconds?: number;
}

export const USAGE = `npm run crash-test -- [--operations 300] [--instances 2] [--database sqlite|postgres|both]
    [--parallel 150] [--seconds-limit 420] [--kill-every 5] [--seed 1] [--soak 600] [--outage 30]`;

/** @throws TypeError naming what cannot be understood. */
export function parseOptions(args: readonly string[]): LabOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: { type: 'string' },
      instances: { type: 'string', default: '2' },
      database: { type: 'string', default: 'both' },
      parallel: { type: 'string', default: '150' },
      'seconds-limit': { type: 'string', default: '420' },
      'kill-every': { type: 'string' },
      seed: { type: 'string', default: '1' },
      soak: { type: 'string' },
      outage: { type: 'string' },
    },
  });
  const soakSeconds = values.soak === undefined ? undefined : positive('soak', values.soak);
  return {
    operations: positive('operations', values.operations ?? String((soakSeconds ?? 30) * 10)),
    instances: positive('instances', values.instances),
    databases: enginesOf(values.database),
    parallel: positive('parallel', values.parallel),
    secondsLimit: positive('seconds-limit', values['seconds-limit']),
    killEverySeconds: positive('kill-every', values['kill-every'] ?? (soakSeconds === undefined ? '5' : '30')),
    faultRate: soakSeconds === undefined ? 0.1 : 0.01,
    lostAnswerRate: soakSeconds === undefined ? 0.2 : 0.01,
    seed: positive('seed', values.seed),
    ...(soakSeconds !== undefined && { soakSeconds }),
    ...(values.outage !== undefined && { outageSeconds: positive('outage', values.outage) }),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new TypeError(`--${name} must be a number above 0`);
  return value;
}

function enginesOf(text: string): Engine[] {
  if (text === 'both') return ['sqlite', 'postgres'];
  if (text === 'sqlite' || text === 'postgres') return [text];
  throw new TypeError('--database must be sqlite, postgres or both');
}
