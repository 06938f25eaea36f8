import { ServiceError } from '../serviceError';
import type { CallLayer, MakeCall, NamedCall } from '../services';
import type { WriteOptions } from '../values';
import type { Metrics } from './metrics';
import type { SystemHealth } from './systemHealth';

/** Measures every call to a system, behind the cache. */
export class CallMeter implements CallLayer {
  readonly #metrics: Metrics;
  readonly #health: SystemHealth;

  constructor(metrics: Metrics, health: SystemHealth) {
    this.#metrics = metrics;
    this.#health = health;
  }

  async call(
    { vendor, port, method }: NamedCall,
    options: Partial<WriteOptions> | undefined,
    make: MakeCall,
  ): Promise<unknown> {
    const beganAt = performance.now();
    let code = 'ok';
    try {
      return await make(options ?? {});
    } catch (error) {
      code = codeOf(error);
      throw error;
    } finally {
      const ms = performance.now() - beganAt;
      this.#metrics.observe('bot_call_duration_seconds', ms / 1000, { vendor, port, method, code });
      this.#health.note(vendor, code, ms);
    }
  }
}

/** `breaker_open` where the call was not made; `called_off` where nobody wanted the answer any more. */
function codeOf(error: unknown): string {
  if (error instanceof ServiceError) return error.breakerOpen ? 'breaker_open' : error.code;
  return error instanceof DOMException && error.name === 'AbortError' ? 'called_off' : 'unexpected';
}
