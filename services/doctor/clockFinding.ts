import type { Finding } from './finding';

/** What one answer says of the time. */
export interface Heard {
  /** By this machine's clock, in milliseconds since 1970. */
  sentAt: number;
  at: number;
  /** The `Date` header, in whole seconds. */
  date: string | null;
  /** The content type. */
  type: string | null;
}

/** Signatures and tokens begin to fail around five minutes; well before that somebody should know. */
const WARN_MS = 30_000;
const FAULT_MS = 120_000;

/** How far this machine's clock is from the system's. */
export function clockFinding(heard: readonly Heard[]): Omit<Finding, 'subject' | 'check'> {
  const apart = heard.flatMap(apartMs)[0];
  if (apart === undefined) return { level: 'ok', text: 'it does not tell the time' };
  const seconds = Math.round(Math.abs(apart) / 1000);
  if (Math.abs(apart) <= WARN_MS) return { level: 'ok', text: seconds > 1 ? `${seconds} s apart` : 'the same' };
  return {
    level: Math.abs(apart) > FAULT_MS ? 'fault' : 'warning',
    text: `this machine is ${seconds} s ${apart > 0 ? 'ahead' : 'behind'}`,
    hint: 'Set the clock of this machine by NTP: signatures and tokens are good for minutes only.',
  };
}

/** Positive where this machine is ahead. Whenever between sending and hearing the answer was made, that much is granted. */
function apartMs({ sentAt, at, date }: Heard): number[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  // The header leaves out the part of a second that has passed.
  if (sentAt > theirs + 999) return [sentAt - theirs - 999];
  return [at < theirs ? at - theirs : 0];
}
