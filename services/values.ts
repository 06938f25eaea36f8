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

/** A day as `2026-11-30`, without a time or zone. */
export type IsoDate = string;

/** A file from the chat; small enough to be stored with the call (see `MAX_FILE_BYTES`). */
export interface FileContent {
  name: string;
  /** Media type, for example `image/png`. */
  contentType: string;
  base64: string;
}

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/** A file's media type as a header may carry it; what a user's program called it otherwise says nothing. */
export function mediaTypeOf({ contentType }: Pick<FileContent, 'contentType'>): string {
  return MEDIA_TYPE.test(contentType) ? contentType : 'application/octet-stream';
}

/** What every port method takes beside its input. */
export interface CallOptions {
  /** Aborts the call; the returned promise then rejects at once. */
  signal?: AbortSignal;
}

/** What a method that writes takes beside its input. */
export interface WriteOptions extends CallOptions {
  /** One confirmation, one key: the same key never writes twice where the vendor can tell. At most 64 characters, url-safe. */
  idempotencyKey: string;
  /**
   * An earlier call with this key was sent and may have been carried out. A vendor whose write is `findable` looks it up
   * by the key before it writes again.
   */
  isRepeat?: boolean;
}
