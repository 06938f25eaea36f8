import { ServiceError } from '../serviceError';
import type { Services } from '../services';
import { abortable, calledOff } from './abort';
import type { Clock } from './clock';
import type { Operation } from './operation';

/** The calls that this process makes at the moment, each limited in time. */
export class Attempts {
  readonly #underWay = new Map<string, AbortController>();
  readonly #services: Pick<Services, 'callByName'>;
  readonly #clock: Clock;
  readonly #timeoutMs: number;

  constructor(services: Pick<Services, 'callByName'>, clock: Clock, timeoutMs: number) {
    this.#services = services;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  has(operationId: string): boolean {
    return this.#underWay.has(operationId);
  }

  /** Makes the call; it counts as under way until what `then` or `otherwise` do with its end is done. */
  async make(
    operation: Operation,
    then: (result: unknown) => Promise<void>,
    otherwise: (error: unknown) => Promise<void>,
  ): Promise<void> {
    const abort = new AbortController();
    this.#underWay.set(operation.id, abort);
    const tooLong = new ServiceError('unavailable', `no answer within ${this.#timeoutMs} ms`);
    const cancelLimit = this.#clock.schedule(this.#timeoutMs, () => abort.abort(tooLong));
    const { port, method, input, idempotencyKey, attempts } = operation;
    const options = { signal: abort.signal, idempotencyKey, isRepeat: attempts > 1 };
    const call = this.#services.callByName(port, method, input, options);
    try {
      // Only the call's own failure is a failure: when the outcome cannot be written down, the lease brings it back.
      await abortable(call, abort.signal).then(then, otherwise);
    } finally {
      cancelLimit();
      this.#underWay.delete(operation.id);
    }
  }

  callOff(operationId: string, why: string): void {
    this.#underWay.get(operationId)?.abort(calledOff(why));
  }

  callOffAll(why: string): void {
    for (const id of this.#underWay.keys()) this.callOff(id, why);
  }
}
