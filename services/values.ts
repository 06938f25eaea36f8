/** Shapes shared by all ports. Everything here survives `JSON.stringify`. */

/** An instant as ISO 8601 in UTC, for example `2026-01-20T09:30:00Z`. */
export type IsoDateTime = string;

/** An amount as a decimal string (never a float) and its ISO 4217 currency. */
export interface Money {
  amount: string;
  currency: string;
}

/** One page of a list; `nextCursor` is absent on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** What every port method takes beside its input. */
export interface CallOptions {
  /** Aborts the call; the returned promise then rejects at once. */
  signal?: AbortSignal;
}
