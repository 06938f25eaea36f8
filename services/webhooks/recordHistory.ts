import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Transaction } from '../storage/database';
import { plainKey } from './plainKey';
import type { StateReport, WebhookReport } from './webhook';

/** The newest state that was told of a record, or of a part of it. */
interface StateRow {
  part: string;
  newest_at: number | string;
  state: string;
  state_rank: number;
}

/** The record itself, beside its parts. */
const WHOLE = '';

/** What was told of the vendors' records before, so that nothing is told twice or backwards. */
export class RecordHistory {
  readonly #cipher: Cipher;
  readonly #clock: Clock;

  constructor(cipher: Cipher, clock: Clock) {
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /**
   * Whether a report says something new, which from then on is known. False for what is older than what is known already, and
   * for what is the same.
   *
   * @param sql the transaction in which it is told
   */
  async isNews(vendor: string, report: WebhookReport, sql: Transaction): Promise<boolean> {
    const key = plainKey(report.record);
    await sql.lock(`webhook:${vendor}:${key}`);
    return 'fact' in report ? this.#isNewFact(vendor, report.fact, sql) : this.#isNewState(vendor, key, report, sql);
  }

  async #isNewFact(vendor: string, fact: string, sql: Transaction): Promise<boolean> {
    const rows = await sql.query(
      `INSERT INTO webhook_facts (vendor, fact, told_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING fact`,
      [vendor, plainKey(fact), this.#clock.now()],
    );
    return rows.length > 0;
  }

  async #isNewState(vendor: string, key: string, report: StateReport, sql: Transaction): Promise<boolean> {
    const known = await sql.query<StateRow>(
      'SELECT part, newest_at, state, state_rank FROM webhook_records WHERE vendor = $1 AND record_key = $2',
      [vendor, key],
    );
    if (known.some((row) => isPast(report, row))) return false;
    const part = partOf(report);
    // Nobody has to read what is stored, only to see whether it is the same.
    const state = this.#cipher.fingerprint(`${vendor} ${key} ${part} ${report.state}`);
    await sql.query(
      `INSERT INTO webhook_records (vendor, record_key, part, newest_at, state, state_rank, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (vendor, record_key, part) DO UPDATE SET newest_at = excluded.newest_at, state = excluded.state,
         state_rank = excluded.state_rank, updated_at = excluded.updated_at`,
      [vendor, key, part, Date.parse(report.occurredAt), state, report.rank, this.#clock.now()],
    );
    return known.find((row) => row.part === part)?.state !== state;
  }
}

/** Whether the record has moved on since: in the same part, or as a whole, which stands for all its parts. */
function isPast(report: StateReport, row: StateRow): boolean {
  const part = partOf(report);
  if (part !== WHOLE && row.part !== WHOLE && row.part !== part) return false;
  const [newestAt, rank] = [Number(row.newest_at), Number(row.state_rank)];
  const at = Date.parse(report.occurredAt);
  const isBelow = rank > report.rank;
  return newestAt > at || (newestAt === at && isBelow) || (report.oneWay === true && row.part === part && isBelow);
}

function partOf({ part }: StateReport): string {
  return part === undefined ? WHOLE : plainKey(part);
}
