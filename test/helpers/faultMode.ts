/**
 * What a connection suffers. Counts of bytes are those of the answer, from the moment the mode was set.
 *
 * - `pass`: nothing
 * - `delay`: every byte comes `ms` later, each way; order and rate stay
 * - `reset`: RST to both sides; at once without `afterBytes`; with 0 as soon as an answer comes, so that it is lost
 * - `halfOpen`: accepted, read, and never answered; on a connection that exists, the other side is gone without a word: not
 *   even its end is passed on. What was swallowed stays lost: such a connection does not recover
 * - `trickle`: the answer comes `bytes` at a time, every `everyMs`
 * - `truncate`: the answer ends cleanly after so many bytes
 * - `refuse`: as if no program listened: connections are refused, and those that exist are reset
 */
export type FaultMode =
  | { kind: 'pass' }
  | { kind: 'delay'; ms: number }
  | { kind: 'reset'; afterBytes?: number }
  | { kind: 'halfOpen' }
  | { kind: 'trickle'; bytes: number; everyMs: number }
  | { kind: 'truncate'; afterBytes: number }
  | { kind: 'refuse' };

/** What a proxy has seen since it was started. */
export interface FaultCounts {
  /** Accepted, in all. */
  connections: number;
  /** Open at the moment. */
  open: number;
  /** Read from those who connect, and from the server behind. */
  bytesUp: number;
  bytesDown: number;
}
