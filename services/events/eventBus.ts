import { randomUUID } from 'node:crypto';
import type { Clock } from '../operations/clock';
import type { Sql } from '../storage/database';
import type { TaskWorker } from '../tasks/taskWorker';
import { catalogue, type EventType } from './catalogue';
import type { BusinessEvent, EventDraft } from './event';

/** Whoever wants to hear of events. */
export interface Subscriber<T extends EventType = EventType> {
  /** Names the deliveries that wait for it, so it must stay the same. */
  name: string;
  types: readonly T[];
  /** At least once, in order within `orderedBy`. An exception brings the event back later; one with `isFinal` sets it aside. */
  hear(event: BusinessEvent<T>): Promise<void>;
  /** After so many attempts an event is set aside; without a limit where absent. */
  maxAttempts?: number;
}

/**
 * The outbox of events: publishing writes one task per subscriber, in the transaction of whatever happened, so that an event
 * is neither lost nor told of what did not happen.
 */
export class EventBus {
  readonly #worker: TaskWorker;
  readonly #clock: Clock;
  readonly #subscribers: Subscriber[] = [];

  constructor(worker: TaskWorker, clock: Clock) {
    this.#worker = worker;
    this.#clock = clock;
  }

  /** Every instance must have the same subscribers, set up before it starts. */
  subscribe<T extends EventType>(subscriber: Subscriber<T>): void {
    const any = subscriber as unknown as Subscriber;
    this.#subscribers.push(any);
    this.#worker.register(taskKind(any), {
      handle: ({ payload }) => any.hear(payload as BusinessEvent),
      ...(any.maxAttempts !== undefined && { maxAttempts: any.maxAttempts }),
    });
  }

  /**
   * @param sql the transaction in which it happened
   * @throws ZodError when the data is not what the catalogue says
   */
  async publish<T extends EventType>(draft: EventDraft<T>, sql?: Sql): Promise<void> {
    const time = new Date(this.#clock.now()).toISOString();
    const data = catalogue[draft.type].parse(draft.data);
    const event = { id: randomUUID(), time, ...draft, data };
    for (const subscriber of this.#subscribers.filter(({ types }) => types.includes(draft.type))) {
      const task = { kind: taskKind(subscriber), key: event.orderedBy, payload: event, inOrder: true } as const;
      await this.#worker.add(task, sql);
    }
  }
}

function taskKind({ name }: Subscriber): string {
  return `event:${name}`;
}
