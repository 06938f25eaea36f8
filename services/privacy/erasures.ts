import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';

/** That somebody was erased: who it was can be recognised when the address is seen again, and not be read from it. */
export interface Erasure {
  /** A fingerprint of the address. */
  subject: string;
  /** Milliseconds since 1970: what was written up to then is gone. */
  erasedAt: number;
}

interface ErasureRow {
  subject: string;
  erased_at: number;
}

const LINE = /^([\w-]{43}) (\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

/** The fingerprint that an erased address leaves. */
export function subjectOf(email: string, cipher: Cipher): string {
  return cipher.fingerprint(`erased:${email}`);
}

/** Notes that somebody is being erased, before anything is removed: whoever is interrupted begins again from here. */
export async function noteErasure({ subject, erasedAt }: Erasure, database: Database): Promise<void> {
  await database.query(
    `INSERT INTO erasures (subject, erased_at) VALUES ($1, $2) ON CONFLICT (subject)
       DO UPDATE SET finished_at = NULL,
         erased_at = CASE WHEN excluded.erased_at > erasures.erased_at THEN excluded.erased_at ELSE erasures.erased_at END`,
    [subject, erasedAt],
  );
}

export async function finishErasure(subject: string, now: number, database: Database): Promise<void> {
  await database.query('UPDATE erasures SET finished_at = $2 WHERE subject = $1', [subject, now]);
}

/** Who was erased, first one first. */
export async function listErasures(database: Database): Promise<Erasure[]> {
  const rows = await database.query<ErasureRow>('SELECT subject, erased_at FROM erasures ORDER BY erased_at, subject');
  return rows.map(({ subject, erased_at }) => ({ subject, erasedAt: Number(erased_at) }));
}

/** One line of the list that is kept outside the database, because a backup knows nothing of what came after it. */
export function toLine({ subject, erasedAt }: Erasure): string {
  return `${subject} ${new Date(erasedAt).toISOString()}`;
}

/** Reads such a line; `undefined` for one that is none. */
export function fromLine(line: string): Erasure | undefined {
  const [, subject, time = ''] = LINE.exec(line.trim()) ?? [];
  return subject === undefined ? undefined : { subject, erasedAt: Date.parse(time) };
}
