import { readFile } from 'node:fs/promises';

/** What Linux calls USER_HZ; 100 on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process has used so far. */
export interface ProcessUsage {
  cpuMs: number;
  rssMib: number;
}

/** Asks the kernel about a process; `undefined` on a system without `/proc`. */
export async function readUsage(pid: number): Promise<ProcessUsage | undefined> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    // The name in parentheses may hold spaces; behind it come state and numbers, user and system time as 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const kib = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
    return { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, rssMib: kib / 1024 };
  } catch {
    return undefined;
  }
}
