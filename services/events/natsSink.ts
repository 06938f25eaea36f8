import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import {
  connect,
  headers,
  nanos,
  type ConnectionOptions,
  type MsgHdrs,
  type NatsConnection,
} from '@nats-io/transport-node';
import type { Logger } from '../logger';
import { TYPE_PREFIX } from './cloudEvent';
import { SinkError, type Sink } from './sink';

/** The stream that is made where none takes the subjects yet. */
export const STREAM = 'CHATBOT';
const SUBJECTS = `${TYPE_PREFIX}>`;
const KEEP_MS = 30 * 24 * 60 * 60_000;
/** So long the server knows the ids of events and stores none twice. */
const DUPLICATE_WINDOW_MS = 60 * 60_000;
/** For one step: to connect, to publish. Two of them must be done within a task's lease. */
const TIMEOUT_MS = 5_000;
const RECONNECT_EVERY_MS = 1_000;

/**
 * Publishes events to NATS JetStream: the subject is the type (`chatbot.order.shipped`), the message's id the event's, the
 * body the event as JSON. Nothing is buffered in the client: what cannot be published at once stays in the outbox, so that
 * order does not depend on what is still under way.
 */
export function createNatsSink(address: string, log: Logger): Sink {
  let link: Promise<Link> | undefined;

  async function ready(): Promise<Link> {
    if (link && (await isGone(link))) link = undefined;
    link ??= openLink(address, log);
    return link;
  }

  return {
    async send(event) {
      const { connection, isUp, hasStream, forgetStream } = await ready();
      if (!isUp()) throw new SinkError('NATS is not connected');
      const options = { msgID: event.id, headers: structured(), timeout: TIMEOUT_MS };
      try {
        await hasStream();
        await jetstream(connection).publish(event.type, JSON.stringify(event), options);
      } catch (error) {
        // It may have been removed, or never made.
        forgetStream();
        throw error;
      }
    },
    async close() {
      const open = await link?.catch(() => undefined);
      await open?.connection.close();
    },
  };
}

interface Link {
  connection: NatsConnection;
  isUp: () => boolean;
  /** Makes the stream unless it is there. */
  hasStream: () => Promise<void>;
  forgetStream: () => void;
}

/** True for a link that could not be made, or that the client gave up. */
async function isGone(link: Promise<Link>): Promise<boolean> {
  return link.then(
    ({ connection }) => connection.isClosed(),
    () => true,
  );
}

async function openLink(address: string, log: Logger): Promise<Link> {
  const connection = await connect(optionsOf(address));
  let up = true;
  const watch = async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') up = false;
      if (type === 'reconnect') up = true;
      if (type === 'disconnect' || type === 'reconnect') log.warn('events.nats', { state: type });
    }
    up = false;
  };
  void watch();
  let stream: Promise<void> | undefined;
  return {
    connection,
    isUp: () => up && !connection.isClosed(),
    hasStream: () => (stream ??= makeStream(connection)),
    forgetStream: () => (stream = undefined),
  };
}

async function makeStream(connection: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(connection, { timeout: TIMEOUT_MS });
  if (await isTaken(manager)) return;
  await manager.streams.add({
    name: STREAM,
    subjects: [SUBJECTS],
    max_age: nanos(KEEP_MS),
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  });
}

/** True where a stream takes our subjects: it may be the company's own, with another name and its own limits. */
async function isTaken(manager: JetStreamManager): Promise<boolean> {
  return (await manager.streams.names(SUBJECTS).next()).length > 0;
}

/** A CloudEvent in structured mode. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/nats-protocol-binding.md */
function structured(): MsgHdrs {
  const all = headers();
  all.set('content-type', 'application/cloudevents+json; charset=utf-8');
  return all;
}

/** `nats://user:password@host:4222` or `nats://token@host:4222`: the client takes these apart from the address. */
export function optionsOf(address: string): ConnectionOptions {
  const { protocol, host, username, password } = new URL(address);
  const user = decodeURIComponent(username);
  const credentials = password ? { user, pass: decodeURIComponent(password) } : user ? { token: user } : {};
  return {
    servers: host,
    name: 'business-chat-bot',
    timeout: TIMEOUT_MS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_EVERY_MS,
    ...credentials,
    ...(protocol === 'tls:' && { tls: {} }),
  };
}
