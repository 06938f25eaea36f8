import { readFile, readdir } from 'node:fs/promises';
import { readUsage } from '../processUsage';

/** What all PostgreSQL processes of this machine have used so far, in milliseconds; NaN on a system without `/proc`. */
export async function readPostgresUsage(): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ofPostgres: number[] = [];
  for (const pid of pids) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (name.startsWith('postgres')) ofPostgres.push(Number(pid));
  }
  return (await readUsage(ofPostgres))?.cpuMs ?? NaN;
}
