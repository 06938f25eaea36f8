import type { EventData, EventType } from './catalogue';

/** Something that happened, as everybody who listens gets it. */
export interface BusinessEvent<T extends EventType = EventType> {
  /** The same whenever it is delivered again. */
  id: string;
  type: T;
  /** ISO 8601, UTC: when it happened, where that is known; otherwise when it was noticed. */
  time: string;
  /** What it is about, for example an order's number: no personal data. */
  subject: string;
  /** Events with the same one are delivered in order: the conversation, or the record. */
  orderedBy: string;
  data: EventData<T>;
}

export type EventDraft<T extends EventType = EventType> = Omit<BusinessEvent<T>, 'id' | 'time'> &
  Partial<Pick<BusinessEvent<T>, 'id' | 'time'>>;
