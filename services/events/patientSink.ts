import type { Clock } from '../operations/clock';
import { SinkError, type Sink } from './sink';

const REST_MS = 2_000;

/**
 * A sink that is asked little while it is down: after a failure one event at a time is tried, and not at once. All others are
 * given back unsent, so that a receiver that hangs does not keep the workers from everything else they have to do.
 */
export function patient(sink: Sink, clock: Clock): Sink {
  let isDown = false;
  let isTrying = false;
  let restUntil = 0;
  return {
    async send(event) {
      const now = clock.now();
      if (isDown && (isTrying || now < restUntil)) {
        throw new SinkError('the receiver of events was down a moment ago', Math.max(0, restUntil - now));
      }
      isTrying = true;
      try {
        await sink.send(event);
        isDown = false;
      } catch (error) {
        // A refusal is an answer: others may be taken.
        isDown = !(error instanceof SinkError && error.isRefusal);
        restUntil = clock.now() + REST_MS;
        throw error;
      } finally {
        isTrying = false;
      }
    },
    close: () => sink.close(),
  };
}
