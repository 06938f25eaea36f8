import { EventEmitter } from 'node:events';

/** Stops listening. */
export type StopListening = () => void;

/**
 * Short words between the processes of one database: "this happened, look". They make things prompt and nothing more:
 * one may be lost, so whoever listens also looks by itself now and then.
 */
export interface Signals {
  /** @param word short and without personal data, for example a key; at most 1000 characters */
  send(topic: string, word: string): void;
  /** Hears what is sent from now on, in this process too. */
  listen(topic: string, hear: (word: string) => void): StopListening;
}

/** Signals within one process. */
export class LocalSignals implements Signals {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  send(topic: string, word: string): void {
    // Not within the sender's own work: over a network it would not be either.
    setImmediate(() => this.#emitter.emit(topic, word));
  }

  listen(topic: string, hear: (word: string) => void): StopListening {
    this.#emitter.on(topic, hear);
    return () => void this.#emitter.off(topic, hear);
  }
}
