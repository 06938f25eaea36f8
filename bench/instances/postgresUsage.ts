import { readFile, readdir } from 'node:fs/promises';

/** What Linux calls USER_HZ; 100 on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * What all PostgreSQL processes of this machine have used so far, in milliseconds, with those that have ended; NaN on a
 * system without `/proc`.
 */
export async function readPostgresUsage(): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ticks = await Promise.all(pids.map(ticksOf));
  return (ticks.reduce((sum, each) => sum + each, 0) * 1000) / TICKS_PER_SECOND;
}

/** Its own time, and that of the children it has seen end: the first process counts the others. */
async function ticksOf(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (!stat.includes('(postgres')) return 0;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}
