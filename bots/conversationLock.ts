import type { ConversationLeases } from './conversationLeases';

interface Line {
  /** Ends when the turn that came last has ended. */
  tail: Promise<void>;
  waiting: number;
  current?: AbortController;
}

/** One turn at a time per conversation, whether a user or the bot itself began it; first come, first served. */
export class ConversationLock {
  readonly #lines = new Map<string, Line>();
  readonly #leases: ConversationLeases | undefined;

  /** @param leases where other instances answer in the same conversations */
  constructor(leases?: ConversationLeases) {
    this.#leases = leases;
  }

  /**
   * Runs a turn when all earlier ones of the conversation have ended.
   *
   * @param turn gets a signal that is aborted as soon as another turn waits, so that it can end a wait of its own.
   */
  async run<T>(key: string, turn: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
    const line = this.#lines.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
    this.#lines.set(key, line);
    const before = line.tail;
    const { promise, resolve: end } = Promise.withResolvers<void>();
    line.tail = promise;
    line.waiting++;
    line.current?.abort();
    await before;
    line.waiting--;
    const current = (line.current = new AbortController());
    if (line.waiting > 0) current.abort();
    try {
      return await this.#alone(key, current, turn);
    } finally {
      delete line.current;
      if (line.waiting === 0) this.#lines.delete(key);
      end();
    }
  }

  async #alone<T>(key: string, current: AbortController, turn: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
    const release = await this.#leases?.acquire(key, () => current.abort());
    try {
      return await turn(current.signal);
    } finally {
      // What cannot be given back now ends by itself.
      await release?.().catch(() => undefined);
    }
  }
}
