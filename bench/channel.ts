import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of a bot's message as the bench looks at. */
export interface BotActivity {
  type: string;
  text?: string;
  attachments?: { contentType: string; content?: unknown }[];
}

/** A channel as bots see it: it posts activities to them and takes their replies at the connector's addresses. */
export class Channel {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #listeners = new Map<string, (activity: BotActivity) => void>();
  readonly #server: Server;
  #sent = 0;

  private constructor() {
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
      this.#take(message, response).catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
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

  /** Hears everything that is said to a conversation, until `ignore`. */
  listen(conversationId: string, listener: (activity: BotActivity) => void): void {
    this.#listeners.set(conversationId, listener);
  }

  ignore(conversationId: string): void {
    this.#listeners.delete(conversationId);
  }

  /** Gives a user's message to a bot. Gives the status of the answer. */
  async post(endpoint: string, conversationId: string, text: string): Promise<number> {
    const activity = {
      type: 'message',
      id: `message-${++this.#sent}`,
      timestamp: new Date().toISOString(),
      channelId: 'directline',
      serviceUrl: this.serviceUrl,
      conversation: { id: conversationId },
      from: { id: `user-of-${conversationId}`, name: 'User' },
      recipient: { id: 'bot', name: 'Bot' },
      locale: 'en-US',
      text,
    };
    const body = JSON.stringify(activity);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request(endpoint, { method: 'POST', agent: this.#agent, headers });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response.statusCode ?? 0;
  }

  close(): void {
    this.#agent.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** `/v3/conversations/:id/activities`, with the id of an activity behind it for a reply. */
  async #take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, version, conversations, id = '', activities] = message.url?.split('/') ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    if (version !== 'v3' || conversations !== 'conversations' || activities !== 'activities') {
      response.writeHead(404);
      response.end();
      return;
    }
    const activity = JSON.parse(Buffer.concat(chunks).toString()) as BotActivity;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: `reply-${++this.#sent}` }));
    this.#listeners.get(decodeURIComponent(id))?.(activity);
  }
}
