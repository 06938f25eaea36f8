import type { EventData, EventType } from '../events/catalogue';
import type { IsoDateTime } from '../values';

/** A delivery as it came in. */
export interface WebhookRequest {
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Exactly the bytes that were signed. */
  body: Buffer;
}

/** The events that vendors tell of. */
type ToldType = Extract<
  EventType,
  | `order.${'shipped' | 'delivered' | 'cancelled' | 'refunded'}`
  | `ticket.${'commented' | 'solved'}`
  | 'request.changed'
  | 'leave.decided'
  | 'contact.changed'
>;

/** An event without what every event of a webhook has. */
export type WebhookEvent = {
  [T in ToldType]: { type: T; data: Omit<EventData<T>, 'vendor' | 'occurredAt'> };
}[ToldType];

interface Told {
  /** For example `order:1001`. What is told of one record is told in order, and never backwards. */
  record: string;
  /** When it happened, by the vendor's clock. */
  occurredAt: IsoDateTime;
  /** What to publish; absent for a state that nobody needs to hear of, but after which an older one counts no more. */
  event?: WebhookEvent;
}

/** A record, or a part of it, has a state. */
export interface StateReport extends Told {
  /** A piece of the record that has states of its own, such as a parcel. */
  part?: string;
  /** Told only when it differs from the one before. */
  state: string;
  /** Of two states at the same moment, the one with the higher rank is the later one. */
  rank: number;
  /** Nothing ever goes back from this state to one of a lower rank. */
  oneWay?: boolean;
}

/** Something that happens once and leaves no state behind, such as a comment. */
export interface FactReport extends Told {
  /** Its id with the vendor; told once only, however often it comes. */
  fact: string;
}

/** What a delivery says of one record. */
export type WebhookReport = StateReport | FactReport;

/** Which delivery it is. */
export interface WebhookIdentity {
  /** The same when the vendor sends it again; the hash of the body stands in where absent. */
  id: string | undefined;
  /** What the vendor calls this kind of delivery. */
  topic: string;
}

/** How one vendor's webhooks are checked and read. Everything here is pure. */
export interface VendorWebhook {
  /** The setting with the secret, or with two during its rotation. Without it the endpoint does not exist. */
  setting: string;
  /** What to register there, in the vendor's own words. */
  events: readonly string[];
  /**
   * Whether the vendor sent exactly this, and lately where it signs the time.
   *
   * @param now milliseconds since 1970
   */
  isGenuine(request: WebhookRequest, secrets: readonly string[], now: number): boolean;
  /** @throws ZodError when the body is none of the vendor's. */
  identify(request: WebhookRequest, payload: unknown): WebhookIdentity;
  /**
   * What the delivery says; nothing for a topic that nobody here needs. All reports of one delivery are about one record.
   *
   * @throws ZodError when the body does not fit its topic.
   */
  toReports(topic: string, payload: unknown): WebhookReport[];
}

/** The one value of a header; none where it was sent twice. */
export function headerOf({ headers }: WebhookRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
