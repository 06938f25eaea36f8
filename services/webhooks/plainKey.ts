import { createHash } from 'node:crypto';

/** What every database takes as a key, and what is short enough for an index. */
const PLAIN = /^[\x20-\x7e]{1,200}$/;

/** A vendor's id as a key of ours: itself, or its hash where it is long or has unusual characters. */
export function plainKey(id: string): string {
  return PLAIN.test(id) ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}
