import type { EventType } from '../events/catalogue';
import type { Subscriber } from '../events/eventBus';
import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import { ServiceError } from '../serviceError';
import type { CallLayer, MakeCall, NamedCall } from '../services';
import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';
import type { StopListening } from '../storage/signals';
import type { WriteOptions } from '../values';
import { CacheRows } from './cacheRows';
import type { CacheTtl } from './cacheTtl';
import { CACHE_SCOPES, eventsMakeOld, madeOldBy, readsByName, type CachedRead, type CacheScope } from './cachedReads';
import { canonicalJson } from './canonicalJson';
import { MemoryLayer, type MemoryLimits } from './memoryLayer';
import { Patience } from './patience';
import { SingleFlight } from './singleFlight';

const TOPIC = 'read-cache';
/** In memory for at most so long: the word that an answer is old may be lost, and a script that erases somebody has none. */
const MEMORY_MS = 2_000;
/** Longer answers are not worth their room, in characters. */
const LONGEST_ANSWER = 200_000;

export interface ReadCacheDependencies {
  database: Database;
  cipher: Cipher;
  clock: Clock;
  log: Logger;
  /** What differs from the table of reads. */
  ttl: CacheTtl;
  limits?: MemoryLimits;
}

/** A read that is kept, by its key. */
interface Read {
  key: string;
  subjectKey: string;
  entry: CachedRead;
  ttlMs: number;
  call: NamedCall;
}

/**
 * Keeps the answers of reads for a short while: in the database for all instances, the last ones in memory too. An answer is
 * never given to another input than its own; errors and `undefined` are not kept. A failing database makes no call fail: the
 * system is asked then.
 */
export class ReadCache implements CallLayer {
  readonly #dependencies: ReadCacheDependencies;
  readonly #rows: CacheRows;
  readonly #memory: MemoryLayer;
  readonly #flights: SingleFlight<string | undefined>;
  readonly #patience: Patience;
  /** Became old while the database was down, so that its rows must not be trusted yet. */
  readonly #owed = new Map<CacheScope, number>();
  #debts = 0;
  #stopListening: StopListening = () => undefined;

  constructor(dependencies: ReadCacheDependencies) {
    const { database, cipher, clock, log, limits } = dependencies;
    this.#dependencies = dependencies;
    this.#rows = new CacheRows(database, cipher);
    this.#memory = new MemoryLayer(clock, limits);
    this.#flights = new SingleFlight(clock);
    this.#patience = new Patience(clock, log);
  }

  /** Hears from now on what becomes old through other instances. */
  start(): void {
    this.#stopListening = this.#dependencies.database.signals.listen(TOPIC, (word) => {
      const scope = CACHE_SCOPES.find((each) => each === word);
      if (scope) this.#forget(scope);
    });
  }

  stop(): void {
    this.#stopListening();
  }

  /** Hears what happens in the systems. */
  get subscriber(): Subscriber {
    return {
      name: 'read-cache',
      types: Object.keys(eventsMakeOld) as EventType[],
      hear: ({ type }) => this.makeOld(eventsMakeOld[type] ?? []),
    };
  }

  /** Answers a read from what is kept where that is allowed; lets everything else through. */
  async call(call: NamedCall, options: Partial<WriteOptions> = {}, make: MakeCall): Promise<unknown> {
    if (call.protection !== 'read') return this.#write(call, options, make);
    const read = this.#readOf(call);
    if (!read) return make(options);
    // Somebody tries again, and wants to know how it is now.
    const text = options.isRepeat ? await this.#ask(read, make, options) : await this.#answer(read, options, make);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** What was read before is not given any more, by no instance. Never rejects. */
  async makeOld(scopes: readonly CacheScope[]): Promise<void> {
    if (scopes.length === 0) return;
    for (const scope of scopes) this.#forget(scope);
    for (const scope of scopes) this.#owed.set(scope, ++this.#debts);
    await this.#settleDebts(scopes);
  }

  /** Removes every answer that is about somebody, when a person is erased. */
  async forgetPeople(): Promise<void> {
    const scopes = [...readsByName.values()].filter(({ about }) => about !== undefined).map(({ scope }) => scope);
    await this.makeOld([...new Set(scopes)]);
    await this.#rows.forgetPeople();
  }

  /** A write makes old what it may have changed, whether it succeeded, failed or was called off. */
  async #write({ port, method }: NamedCall, options: Partial<WriteOptions>, make: MakeCall): Promise<unknown> {
    const scopes = madeOldBy(`${port}.${method}`);
    try {
      const result = await make(options);
      await this.makeOld(scopes);
      return result;
    } catch (error) {
      if (!(error instanceof ServiceError && error.notSent)) await this.makeOld(scopes);
      throw error;
    }
  }

  /** `undefined` where the answer must not be kept. */
  #readOf(call: NamedCall): Read | undefined {
    const name = `${call.port}.${call.method}`;
    const entry = readsByName.get(name);
    const seconds = this.#dependencies.ttl.get(name) ?? entry?.seconds ?? 0;
    if (!entry || seconds === 0) return undefined;
    const subject = entry.about && (call.input as Record<string, unknown> | null)?.[entry.about];
    // Without saying whom it is about it could be anybody's.
    if (entry.about && !subject) return undefined;
    const { cipher } = this.#dependencies;
    const key = cipher.fingerprint(canonicalJson(['read', call.vendor, name, call.input]));
    const subjectKey = subject ? cipher.fingerprint(canonicalJson(['subject', entry.about, subject])) : '';
    return { key, subjectKey, entry, ttlMs: seconds * 1000, call };
  }

  async #answer(read: Read, options: Partial<WriteOptions>, make: MakeCall): Promise<string | undefined> {
    const atHand = this.#memory.get(read.key);
    if (atHand !== undefined) {
      options.signal?.throwIfAborted();
      return atHand;
    }
    // The call is everybody's who waits for it: of one caller's options it has none.
    return this.#flights.do(read.key, read.entry.scope, options.signal, (signal) =>
      this.#ask(read, make, { signal }, 'kept is fine'),
    );
  }

  /** Asks the database, unless what it keeps is not wanted, then the system, and keeps its answer. */
  async #ask(
    read: Read,
    make: MakeCall,
    options: Partial<WriteOptions>,
    wanted?: 'kept is fine',
  ): Promise<string | undefined> {
    const { key, entry } = read;
    const epoch = this.#memory.epoch(entry.scope);
    const found = (await this.#settleDebts([entry.scope]))
      ? await this.#patience.try(() => this.#rows.find(key, entry.scope, this.#dependencies.clock.now()))
      : undefined;
    if (found?.kept && wanted) {
      this.#remember(read, found.kept.text, found.kept.expiresAt, epoch);
      return found.kept.text;
    }
    const text = JSON.stringify(await make(options)) as string | undefined;
    // Without the generation nobody could tell when the answer is old.
    if (found && text !== undefined && text.length <= LONGEST_ANSWER) this.#keep(read, text, found.generation, epoch);
    return text;
  }

  /** Nobody waits for it: what is not kept is asked again. */
  #keep(read: Read, text: string, generation: number, epoch: number): void {
    const { key, subjectKey, entry, ttlMs, call } = read;
    const expiresAt = this.#dependencies.clock.now() + ttlMs;
    this.#remember(read, text, expiresAt, epoch);
    const { port, method } = call;
    const row = { key, subjectKey, scope: entry.scope, port, method, generation, expiresAt, text };
    void this.#patience.try(() => this.#rows.keep(row));
  }

  #remember({ key, entry }: Read, text: string, expiresAt: number, epoch: number): void {
    const until = Math.min(expiresAt, this.#dependencies.clock.now() + MEMORY_MS);
    this.#memory.keep(key, { text, scope: entry.scope, expiresAt: until }, epoch);
  }

  #forget(scope: CacheScope): void {
    this.#memory.forget(scope);
    this.#flights.forget(scope);
  }

  /** Tells the database what it could not be told before. True when it knows. */
  async #settleDebts(scopes: readonly CacheScope[]): Promise<boolean> {
    const owed = [...this.#owed].filter(([scope]) => scopes.includes(scope));
    if (owed.length === 0) return true;
    const told = await this.#patience.try(() => this.#rows.makeOld(owed.map(([scope]) => scope)).then(() => true));
    if (!told) return false;
    for (const [scope, debt] of owed) {
      // Not one that was added meanwhile.
      if (this.#owed.get(scope) === debt) this.#owed.delete(scope);
      this.#dependencies.database.signals.send(TOPIC, scope);
    }
    return true;
  }
}
