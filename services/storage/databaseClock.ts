import type { Clock } from '../operations/clock';
import type { Database } from './database';

/**
 * A clock that all instances on one database share: leases and due times mean the same to each, however their machines'
 * clocks differ. Asked once; after that this process's own clock goes on, which never jumps.
 */
export async function databaseClock(database: Database, own: Clock): Promise<Clock> {
  const asked = own.now();
  const answer = await database.now();
  const answered = own.now();
  const aheadMs = Math.round(answer - (asked + answered) / 2);
  return {
    now: () => own.now() + aheadMs,
    schedule: (delayMs, task) => own.schedule(delayMs, task),
  };
}
