import { DirectLine, type Activity } from 'botframework-directlinejs';
import { startChannel, type ChannelHarness, type TestActivity } from './channelHarness';
import { installXmlHttpRequest } from './xmlHttpRequest';

/** The protocol as Microsoft's own client speaks it: the one inside Web Chat. */
describe.each([
  { transport: 'WebSocket', webSocket: true },
  { transport: 'polling', webSocket: false },
])('a client over $transport', ({ webSocket }) => {
  let channel: ChannelHarness;
  const clients: DirectLine[] = [];

  beforeAll(installXmlHttpRequest);
  beforeEach(async () => {
    channel = await startChannel();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await channel.stop();
  });

  async function connect(options: { conversationId?: string; token?: string } = {}) {
    const { token, domain, userId } = await channel.getToken({ conversationId: options.conversationId }, options.token);
    const client = new DirectLine({ domain, webSocket, pollingInterval: 200, ...options, token });
    clients.push(client);
    return { client, userId, chat: new Chat(client) };
  }

  test('is welcomed, sees what it says, and gets the answer', async () => {
    const { client, userId, chat } = await connect();

    const welcome = await chat.sees('welcome');
    expect(welcome.from.role).toBe('bot');

    const id = await say(client, userId, 'hello', { clientActivityID: 'mine' });
    const own = await chat.sees('hello');
    expect(own).toMatchObject({ id, from: { id: userId, role: 'user' }, channelData: { clientActivityID: 'mine' } });
    const answer = await chat.sees('echo: hello');
    expect(answer.replyToId).toBe(id);
  });

  test('gets the whole conversation again after a reload, and what the bot says later', async () => {
    const { client, userId, chat } = await connect();
    await say(client, userId, 'before');
    await chat.sees('echo: before');
    const { conversationId, token } = client as unknown as { conversationId: string; token: string };
    client.end();

    const reloaded = await connect({ conversationId, token });
    expect(reloaded.userId).toBe(userId);
    await reloaded.chat.sees('welcome');
    await reloaded.chat.sees('echo: before');
    await channel.sendAsBot(conversationId, { type: 'message', text: 'news', replyToId: 'nobody knows' });
    expect((await reloaded.chat.sees('news')).replyToId).toBeUndefined();
  });

  test('uploads a file that can be read back', async () => {
    const { client, userId, chat } = await connect();
    await chat.sees('welcome');
    const contentUrl = URL.createObjectURL(new Blob(['<script>alert(1)</script>'], { type: 'text/html' }));
    const attachments = [{ contentType: 'text/html', contentUrl, name: 'naïve.html' }];
    await first(client.postActivity({ type: 'message', from: { id: userId }, text: 'a file', attachments }));

    const { attachments: [attachment] = [] } = (await chat.sees('a file')) as unknown as TestActivity;
    expect(attachment).toMatchObject({ contentType: 'text/html', name: 'naïve.html' });
    const file = await fetch(attachment?.contentUrl ?? '');
    expect(await file.text()).toBe('<script>alert(1)</script>');
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''na%C3%AFve.html",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  test('is told to send again when the bot fails', async () => {
    const { client, userId, chat } = await connect();
    await chat.sees('welcome');
    expect(await say(client, userId, 'fail')).toBe('retry');
    expect(await say(client, userId, 'again')).toMatch(/\|\d+$/);
  });
});

test('a client over WebSocket goes on by itself after the bot was restarted', async () => {
  installXmlHttpRequest();
  let channel = await startChannel();
  const { token, domain, userId } = await channel.getToken();
  const client = new DirectLine({ domain, token });
  // It would wait 3 to 15 s, to spare a service with many clients.
  Object.assign(client, { getRetryDelay: () => 50 });
  const chat = new Chat(client);
  await chat.sees('welcome');

  await channel.stop();
  channel = await channel.restart();
  await say(client, userId, 'still there?');
  await chat.sees('echo: still there?');
  expect(chat.count('welcome')).toBe(1);
  client.end();
  await channel.stop();
});

/** What a client has seen so far. */
class Chat {
  readonly #seen: Activity[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(client: DirectLine) {
    client.activity$.subscribe({
      next: (activity) => {
        this.#seen.push(activity);
        for (const look of this.#waiting) look();
      },
      error: () => undefined,
    });
  }

  count(text: string): number {
    return this.#seen.filter((activity) => 'text' in activity && activity.text === text).length;
  }

  async sees(text: string): Promise<Activity & { replyToId?: string }> {
    const { promise, resolve } = Promise.withResolvers<Activity>();
    const look = (): void => {
      const found = this.#seen.find((activity) => 'text' in activity && activity.text === text);
      if (found) resolve(found);
    };
    this.#waiting.add(look);
    look();
    return promise.finally(() => this.#waiting.delete(look));
  }
}

async function say(client: DirectLine, userId: string, text: string, channelData = {}): Promise<string> {
  return first<string>(client.postActivity({ type: 'message', from: { id: userId }, text, channelData }));
}

/** The first value of an observable. */
async function first<T>(source: { subscribe(next: (value: T) => void, error: (reason: Error) => void): unknown }) {
  return new Promise<T>((resolve, reject) => void source.subscribe(resolve, reject));
}
