import type { Clock } from './clock';
import type { Operation } from './operation';

/** The turns that wait for an operation to settle before they end. */
export class InlineWaits {
  readonly #waiting = new Map<string, (operation: Operation) => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  has(operationId: string): boolean {
    return this.#waiting.has(operationId);
  }

  /** Gives the settled operation, or `undefined` when `waitMs` have passed or `stop` was aborted. */
  wait(operationId: string, waitMs: number, stop: AbortSignal): Promise<Operation | undefined> {
    return new Promise((resolve) => {
      const end = (outcome?: Operation) => {
        this.#waiting.delete(operationId);
        stop.removeEventListener('abort', giveUp);
        cancel();
        resolve(outcome);
      };
      const giveUp = () => end();
      const cancel = this.#clock.schedule(waitMs, giveUp);
      stop.addEventListener('abort', giveUp, { once: true });
      this.#waiting.set(operationId, end);
    });
  }

  /** Tells the turn that waits for it. Gives false when none does. */
  settle(operation: Operation): boolean {
    const end = this.#waiting.get(operation.id);
    end?.(operation);
    return end !== undefined;
  }
}
