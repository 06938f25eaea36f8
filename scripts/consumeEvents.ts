/** `node lib/scripts/consumeEvents.js` prints the bot's events as they come; what was read is not read again. */
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { HTTP, type CloudEvent } from 'cloudevents';

const STREAM = 'CHATBOT';
const CONSUMER = 'example';

async function consume(): Promise<void> {
  const connection = await connect({ servers: process.env['EVENTS_URL'] ?? 'nats://127.0.0.1:4222' });
  const manager = await jetstreamManager(connection);
  await manager.consumers.add(STREAM, { durable_name: CONSUMER, ack_policy: AckPolicy.Explicit });
  const consumer = await jetstream(connection).consumers.get(STREAM, CONSUMER);
  for await (const message of await consumer.consume()) {
    const headers = { 'content-type': message.headers?.get('content-type') };
    const { time, type, subject, data } = HTTP.toEvent({ headers, body: message.string() }) as CloudEvent<object>;
    console.log(time, type, subject, data);
    message.ack();
  }
}

void consume();
