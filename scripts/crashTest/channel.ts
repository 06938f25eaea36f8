import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wordsOf } from './activityWords';

/** Channels give up on a bot that takes longer. */
const TURN_LIMIT_MS = 15_000;

/** What a bot said, as far as the laboratory looks at it. */
export interface BotMessage {
  at: number;
  /** Text, card in words, and `[buttons]`. */
  words: string;
  /** What a button brings along when it is clicked. */
  valueOf(title: string): unknown;
}

/** A user's message on its way. */
export interface UserMessage {
  id: string;
  conversationId: string;
  as: 'customer' | 'employee';
  text: string;
  value?: unknown;
}

/** A channel as bots see it: it posts activities to them and takes their replies at the connector's addresses. */
export class Channel {
  readonly #listeners = new Map<string, (message: BotMessage) => void>();
  readonly #server: Server;
  #sent = 0;

  private constructor() {
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      this.#take(request, response).catch(() => response.destroy()); // the bot was killed while it spoke
    });
  }

  static async open(): Promise<Channel> {
    const channel = new Channel();
    channel.#server.listen(0, '127.0.0.1');
    await once(channel.#server, 'listening');
    return channel;
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Hears all that is said in a conversation, for good: what comes late counts, too. */
  listen(conversationId: string, listener: (message: BotMessage) => void): void {
    this.#listeners.set(conversationId, listener);
  }

  /** Gives a message to a bot. Gives the status of the answer, 0 when there was none. */
  async post(endpoint: string, message: UserMessage): Promise<number> {
    const signal = AbortSignal.timeout(TURN_LIMIT_MS);
    const body = JSON.stringify(this.#activityOf(message));
    const headers = { 'content-type': 'application/json' };
    try {
      const response = await fetch(`${endpoint}/api/messages`, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #activityOf({ id, conversationId, as, text, value }: UserMessage): object {
    return {
      type: 'message',
      id,
      timestamp: new Date().toISOString(),
      channelId: as === 'employee' ? 'emulator' : 'webchat',
      serviceUrl: this.serviceUrl,
      conversation: { id: conversationId },
      from: { id: `user-of-${conversationId}`, name: 'User' },
      recipient: { id: 'bot', name: 'Bot' },
      locale: 'en-US',
      text,
      ...(value === undefined ? {} : { value }),
    };
  }

  /** `/v3/conversations/:id/activities`, with the id of an activity behind it for a reply. */
  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , , id = ''] = request.url?.split('/') ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const activity = JSON.parse(Buffer.concat(chunks).toString()) as { type: string };
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: `reply-${++this.#sent}` }));
    if (activity.type !== 'message') return;
    this.#listeners.get(decodeURIComponent(id))?.({ at: Date.now(), ...wordsOf(activity) });
  }
}
