import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultCounts, FaultMode } from './faultMode';

/** More than this is not read ahead, in bytes. */
const MOST_WAITING = 1_048_576;

export interface Target {
  host: string;
  port: number;
}

/** One connection through the proxy: those who connect on one side, the server on the other. */
export class FaultConnection {
  readonly #client: Socket;
  readonly #server: Socket | undefined;
  readonly #counts: FaultCounts;
  readonly #gone = new AbortController();
  #mode: FaultMode;
  /** Of the answer, since the mode was set. */
  #passed = 0;
  #dead = false;
  readonly closed: Promise<void>;

  constructor(client: Socket, target: Target, mode: FaultMode, counts: FaultCounts) {
    this.#client = client;
    this.#counts = counts;
    this.#mode = mode;
    this.closed = new Promise((resolve) => client.once('close', () => resolve()));
    client.on('error', () => undefined);
    client.on('close', () => this.#leave());
    // It waits for nothing any more, and nobody is left to answer.
    client.on('end', () => this.#dead && client.destroy());
    if (mode.kind === 'halfOpen') {
      this.#dead = true;
      client.on('data', (chunk) => void (counts.bytesUp += chunk.length));
      return;
    }
    this.#server = connect({ ...target, allowHalfOpen: true });
    this.#server.on('error', () => this.#end(() => client.resetAndDestroy()));
    this.#carry(client, this.#server, 'bytesUp', (chunk) => this.#pass(this.#server, chunk));
    this.#carry(this.#server, client, 'bytesDown', (chunk) => this.#answer(chunk));
    this.#apply();
  }

  get mode(): FaultMode {
    return this.#mode;
  }

  set mode(mode: FaultMode) {
    this.#mode = mode;
    this.#passed = 0;
    this.#apply();
  }

  /** Ends both sides at once. */
  reset(): void {
    this.#gone.abort();
    this.#client.resetAndDestroy();
    this.#server?.resetAndDestroy();
  }

  #apply(): void {
    const { kind } = this.#mode;
    if (kind === 'halfOpen') this.#dead = true;
    else if (kind === 'refuse' || (this.#mode.kind === 'reset' && this.#mode.afterBytes === undefined)) this.reset();
  }

  /** Reads one side and hands on its bytes in order, each after its delay, and its end after them. */
  #carry(
    from: Socket,
    to: Socket,
    count: 'bytesUp' | 'bytesDown',
    handOn: (chunk: Buffer) => Promise<void> | void,
  ): void {
    let waiting = 0;
    let queue = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      this.#counts[count] += chunk.length;
      waiting += chunk.length;
      if (waiting > MOST_WAITING) from.pause();
      const due = this.#mode.kind === 'delay' ? performance.now() + this.#mode.ms : 0;
      queue = queue
        .then(async () => {
          await this.#until(due);
          if (!this.#dead) await handOn(chunk);
          waiting -= chunk.length;
          if (waiting <= MOST_WAITING) from.resume();
        })
        .catch(() => undefined);
    });
    from.on('end', () => {
      const due = this.#mode.kind === 'delay' ? performance.now() + this.#mode.ms : 0;
      void queue
        .then(() => this.#until(due))
        .then(
          () => this.#end(() => to.end()),
          () => undefined,
        );
    });
  }

  async #answer(chunk: Buffer): Promise<void> {
    const mode = this.#mode;
    if (mode.kind === 'trickle') return this.#trickle(chunk);
    if (mode.kind !== 'reset' && mode.kind !== 'truncate') return this.#pass(this.#client, chunk);
    const limit = mode.afterBytes ?? 0;
    const rest = chunk.subarray(0, Math.max(0, limit - this.#passed));
    this.#passed += rest.length;
    if (rest.length === chunk.length && this.#passed < limit) return this.#pass(this.#client, rest);
    await this.#flush(rest);
    if (mode.kind === 'reset') return this.reset();
    this.#dead = true;
    this.#client.end();
    this.#server?.resetAndDestroy();
  }

  async #trickle(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const mode = this.#mode;
      if (this.#dead) return;
      if (mode.kind !== 'trickle') return this.#answer(chunk.subarray(at));
      await pause(mode.everyMs, undefined, { signal: this.#gone.signal });
      this.#pass(this.#client, chunk.subarray(at, at + mode.bytes));
      at += mode.bytes;
    }
  }

  #pass(to: Socket | undefined, chunk: Buffer): void {
    if (to?.writable) to.write(chunk);
  }

  /** Written for sure before what comes next. */
  #flush(chunk: Buffer): Promise<void> {
    if (chunk.length === 0 || !this.#client.writable) return Promise.resolve();
    return new Promise((resolve) => this.#client.write(chunk, () => resolve()));
  }

  #until(due: number): Promise<void> {
    const ms = due - performance.now();
    return ms > 0 ? pause(ms, undefined, { signal: this.#gone.signal }) : Promise.resolve();
  }

  #end(how: () => void): void {
    if (!this.#dead) how();
  }

  #leave(): void {
    this.#gone.abort();
    this.#server?.destroy();
  }
}
