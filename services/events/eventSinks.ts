import type { AppConfig } from '../config';
import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import { PUBLIC_TYPES } from './catalogue';
import { createCloudEvents } from './cloudEvent';
import type { EventBus } from './eventBus';
import { createHttpSink } from './httpSink';
import { createNatsSink } from './natsSink';
import { patient } from './patientSink';
import type { Sink } from './sink';
import { isHttp } from './sinkAddress';

export interface EventSinkDependencies {
  config: Pick<AppConfig, 'EVENTS_URL' | 'EVENTS_SOURCE' | 'EVENTS_SIGNING_SECRET'>;
  events: EventBus;
  cipher: Cipher;
  clock: Clock;
  log: Logger;
}

/** The deliveries that wait keep this name when the address changes, and then go to the new one. */
const SUBSCRIBER = 'sink';

/**
 * Sends all public events to where the settings say; nowhere by default. Before the bot starts; nothing is connected until
 * the first event.
 */
export function connectEventSink({ config, events, cipher, clock, log }: EventSinkDependencies): Pick<Sink, 'close'> {
  const { EVENTS_URL: url, EVENTS_SOURCE: source, EVENTS_SIGNING_SECRET: secret = '' } = config;
  if (!url) return { close: () => Promise.resolve() };
  const sink = patient(isHttp(url) ? createHttpSink({ url, secret, clock }) : createNatsSink(url, log), clock);
  const toCloudEvent = createCloudEvents(source, cipher);
  events.subscribe({
    name: SUBSCRIBER,
    types: PUBLIC_TYPES,
    hear: (event) => sink.send(toCloudEvent(event)),
  });
  return sink;
}
