import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from './account';
import type { Answer } from './answer';
import type { Happening, OutgoingWebhook } from './outgoingWebhook';

/** A request to one vendor, as its sandbox sees it. */
export interface VendorRequest {
  method: string;
  /** The path below the vendor's own prefix, with a leading slash and without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** How far the vendor's search lags behind its records at the moment; 0 unless an `indexLag` fault is active. */
  searchLagMs: number;
}

/** One business system in its own wire format, with its own records. */
export interface VendorSandbox {
  /** What the bot may do here, and what it must prove itself with. */
  readonly account: Account;
  answer(request: VendorRequest): Answer | Promise<Answer>;
  /** What this vendor sends when it fails with this status, for the `status` fault. */
  failure(status: number, retryAfter: string | undefined): Answer;
  /** Of a shop: sets how many are on the shelf. Gives false when it sells no such thing. */
  setStock?(sku: string, quantity: number): boolean;
  /**
   * Lets something happen to a record without the bot, and gives what the vendor sends then.
   *
   * @throws ImpossibleError when there is no such record or event.
   */
  happen(happening: Happening): OutgoingWebhook[];
  /** Everything that is stored, or everything of one type. */
  records(type?: string): StoredRecord[];
}

export interface StoredRecord {
  type: string;
  record: object;
}
