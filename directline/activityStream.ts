import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Activity } from './activity';
import type { ActivityStore } from './activityStore';
import type { Log } from '../website/route';

const HEARTBEAT_MS = 20_000;
/** A client that lets this much pile up is dropped; it gets the rest when it comes back with its watermark. */
const BACKLOG_LIMIT_BYTES = 8 * 1024 * 1024;

/** The open WebSockets, and what each of them has still to get. */
export class ActivityStream {
  private readonly clients = new Map<string, Set<Client>>();
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
  private readonly stopListening: () => void;

  constructor(
    private readonly store: ActivityStore,
    private readonly log: Log,
  ) {
    this.stopListening = store.onNews((conversationId) => {
      for (const client of this.clients.get(conversationId) ?? []) client.catchUp();
    });
  }

  /** Takes a socket: first everything after its watermark, then what happens. */
  add(socket: WebSocket, conversationId: string, watermark: string): void {
    const client = new Client(socket, conversationId, watermark, this.store, this.log);
    const clients = this.clients.get(conversationId) ?? new Set();
    this.clients.set(conversationId, clients.add(client));
    socket.on('close', () => {
      clients.delete(client);
      if (clients.size === 0 && this.clients.get(conversationId) === clients) this.clients.delete(conversationId);
    });
    client.catchUp();
  }

  /** Says that the conversation has stored something new, to clients of every instance. */
  publish(conversationId: string): void {
    this.store.announce(conversationId);
  }

  /** Shows something that is not stored, such as typing, to whoever is there now. */
  show(conversationId: string, activity: Activity): void {
    for (const client of this.clients.get(conversationId) ?? []) client.show(activity);
  }

  /** Ends every connection; the clients come back and get what they missed. */
  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    this.stopListening();
    await Promise.all([...this.clients.values()].flatMap((clients) => [...clients].map((client) => client.close())));
  }

  private beat(): void {
    for (const clients of this.clients.values()) for (const client of clients) client.beat();
  }
}

/** One socket. Frames are sent one after another, so that nothing overtakes, is lost or comes twice. */
class Client {
  private lastFrame: Promise<void> = Promise.resolve();
  private alive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly conversationId: string,
    private watermark: string,
    private readonly store: ActivityStore,
    private readonly log: Log,
  ) {
    // Clients send empty frames to see whether the connection still works; there is nothing to do with them.
    socket.on('message', () => (this.alive = true));
    socket.on('pong', () => (this.alive = true));
    socket.on('error', (error) => this.log('directline.stream_failed', { conversationId, error }));
  }

  catchUp(): void {
    this.enqueue(async () => {
      const { activities, watermark } = await this.store.listAfter(this.conversationId, this.watermark);
      if (activities.length === 0) return;
      this.send({ activities, watermark });
      this.watermark = watermark;
    });
  }

  show(activity: Activity): void {
    this.enqueue(() => Promise.resolve(this.send({ activities: [activity] })));
  }

  beat(): void {
    if (!this.alive || this.socket.bufferedAmount > BACKLOG_LIMIT_BYTES) return this.socket.terminate();
    this.alive = false;
    this.socket.ping();
    // News of another instance may have been missed.
    this.catchUp();
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close(1012, 'Restarting');
    // A browser that does not answer must not keep the process.
    const deadline = setTimeout(() => this.socket.terminate(), 1000);
    await closed;
    clearTimeout(deadline);
  }

  private enqueue(frame: () => Promise<void>): void {
    this.lastFrame = this.lastFrame.then(frame).catch((error: unknown) => {
      this.log('directline.stream_failed', { conversationId: this.conversationId, error });
      this.socket.terminate();
    });
  }

  private send(frame: object): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
