import { readFile } from 'node:fs/promises';

/** What Linux calls USER_HZ; 100 on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process has used so far. */
export interface ProcessUsage {
  cpuMs: number;
  rssMib: number;
}

/** What some processes have used together; `undefined` on a system without `/proc`. */
export async function readUsage(pids: readonly number[]): Promise<ProcessUsage | undefined> {
  const all = await Promise.all(pids.map(readOne));
  return all.reduce(
    (total, one) => total && one && { cpuMs: total.cpuMs + one.cpuMs, rssMib: total.rssMib + one.rssMib },
    { cpuMs: 0, rssMib: 0 },
  );
}

async function readOne(pid: number): Promise<ProcessUsage | undefined> {
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
