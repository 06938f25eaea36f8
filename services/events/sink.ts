import type { CloudEvent } from 'cloudevents';

/** A place outside that events go to. It connects when the first event comes. */
export interface Sink {
  /**
   * Gives once the other side has the event for good.
   *
   * @throws Error when it has to be sent again, with `retryAfterMs` where the other side said when; with `isFinal` when
   *   sending it again makes no sense.
   */
  send(event: CloudEvent<object>): Promise<void>;
  close(): Promise<void>;
}

/** Why the other side did not take an event. */
export class SinkError extends Error {
  override readonly name = 'SinkError';

  constructor(
    message: string,
    readonly retryAfterMs?: number,
    /** The other side has read the event and does not want it. */
    readonly isRefusal = false,
    readonly isFinal = false,
  ) {
    super(message);
  }
}
