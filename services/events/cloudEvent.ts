import { CloudEvent } from 'cloudevents';
import type { Cipher } from '../storage/cipher';
import { CATALOGUE_VERSION, type EventType } from './catalogue';
import type { BusinessEvent } from './event';

/** In front of every type outside, so that it meets nobody else's `order.shipped`. Also the NATS subject's beginning. */
export const TYPE_PREFIX = 'chatbot.';

/** The type of an event as it is called outside. */
export function outsideType(type: EventType): string {
  return `${TYPE_PREFIX}${type}`;
}

/** The name of the JSON Schema of an event's data. */
export function schemaOf(type: EventType): string {
  return `urn:business-chat-bot:event:${type}:${CATALOGUE_VERSION}`;
}

/** Makes CloudEvents (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md) of what leaves this program. */
export type ToCloudEvent = (event: BusinessEvent) => CloudEvent<object>;

/**
 * `partitionkey` stands for what events are ordered by: a conversation's key holds the ids of people, so it goes out as a
 * fingerprint.
 */
export function createCloudEvents(source: string, cipher: Pick<Cipher, 'fingerprint'>): ToCloudEvent {
  return ({ id, type, time, subject, orderedBy, data }) =>
    new CloudEvent<object>({
      specversion: '1.0',
      id,
      source,
      type: outsideType(type),
      subject,
      time,
      datacontenttype: 'application/json',
      dataschema: schemaOf(type),
      partitionkey: cipher.fingerprint(`event:${orderedBy}`),
      data,
    });
}
