import type { StoredRecord } from './vendorSandbox';

interface Entry<T> {
  storedAt: number;
  record: T;
}

/** A vendor's records by type, in the order they were stored. */
export class RecordStore<T extends { [type: string]: object }> {
  private readonly entries = new Map<keyof T & string, Entry<object>[]>();

  add<K extends keyof T & string>(type: K, ...records: T[K][]): void {
    const stored = this.entries.get(type) ?? [];
    this.entries.set(type, [...stored, ...records.map((record) => ({ storedAt: Date.now(), record }))]);
  }

  /** What a read by id sees: every record at once. */
  all<K extends keyof T & string>(type: K): T[K][] {
    return this.storedBefore(type, Infinity);
  }

  /** What a search sees: an index that lags shows a record only once it is older than the lag. */
  searchable<K extends keyof T & string>(type: K, lagMs: number): T[K][] {
    return lagMs > 0 ? this.storedBefore(type, Date.now() - lagMs) : this.all(type);
  }

  list(type?: string): StoredRecord[] {
    const types = type === undefined ? [...this.entries.keys()] : [type];
    return types.flatMap((each) => this.all(each).map((record) => ({ type: each, record })));
  }

  private storedBefore<K extends keyof T & string>(type: K, time: number): T[K][] {
    const entries = (this.entries.get(type) ?? []) as Entry<T[K]>[];
    return entries.filter(({ storedAt }) => storedAt <= time).map(({ record }) => record);
  }
}
