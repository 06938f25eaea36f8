import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  activitiesOf,
  startChannel,
  startConversation,
  type ChannelHarness,
  type Connection,
  type Token,
} from './channelHarness';

let channel: ChannelHarness;
let token: Token;
let conversationId: string;

beforeEach(async () => {
  channel = await startChannel();
  ({ token, conversationId } = await startConversation(channel));
});
afterEach(() => channel.stop());

async function say(body: unknown): Promise<Response> {
  return channel.call('POST', activitiesOf(conversationId), { token: token.token, body });
}

async function listTexts(watermark = ''): Promise<{ texts: unknown[]; watermark: string }> {
  const path = `${activitiesOf(conversationId)}?watermark=${watermark}`;
  const answer = await channel.call('GET', path, { token: token.token });
  const set = (await answer.json()) as { activities: { text?: string }[]; watermark: string };
  return { texts: set.activities.map((activity) => activity.text), watermark: set.watermark };
}

/** The status a WebSocket is refused with. */
async function refusalOf(socket: WebSocket): Promise<number> {
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.on('error', () => undefined).terminate();
  return response.statusCode;
}

describe('what the bot gets', () => {
  test('one conversationUpdate with bot and user, also when the conversation is started twice', async () => {
    const again = await channel.call('POST', '/v3/directline/conversations', { token: token.token });
    expect(again.status).toBe(200);
    await say({ type: 'message', text: 'hello' });
    const updates = channel.received.filter((activity) => activity.type === 'conversationUpdate');
    expect(updates).toHaveLength(1);
    expect(updates[0]?.membersAdded?.map((member) => member.id)).toEqual([updates[0]?.recipient.id, token.userId]);
  });

  test('what the client may say, with sender and place from the token', async () => {
    await say({
      type: 'message',
      text: 'hello',
      locale: 'de-DE',
      localTimezone: 'Europe/Berlin',
      from: { id: 'somebody else', role: 'bot' },
      conversation: { id: 'elsewhere' },
      serviceUrl: 'https://evil.example',
      channelId: 'msteams',
      channelData: { clientActivityID: 'mine', persona: 'employee', clientAddress: '10.0.0.1' },
    });
    const got = await channel.botAnswers((activity) => activity.text === 'hello');
    expect(got).toMatchObject({
      channelId: 'directline',
      locale: 'de-DE',
      localTimezone: 'Europe/Berlin',
      serviceUrl: `${channel.origin}/directline`,
      from: { id: token.userId, role: 'user' },
      conversation: { id: conversationId },
      channelData: { clientActivityID: 'mine', persona: 'customer', clientAddress: '127.0.0.1' },
    });
  });

  test('the persona that was chosen with the token', async () => {
    ({ token, conversationId } = await startConversation(channel, 'employee'));
    await say({ type: 'message', text: 'hello' });
    const got = await channel.botAnswers((activity) => activity.text === 'hello');
    expect(got.channelData['persona']).toBe('employee');
  });

  test('typing, which is not part of the conversation', async () => {
    expect((await say({ type: 'typing' })).status).toBe(200);
    await channel.botAnswers((activity) => activity.type === 'typing');
    expect((await listTexts()).texts).toEqual(['welcome']);
  });
});

describe('what the bot sends', () => {
  test('is numbered, so that a watermark continues after it', async () => {
    await say({ type: 'message', text: 'one' });
    const { texts, watermark } = await listTexts();
    expect(texts).toEqual(['welcome', 'one', 'echo: one']);
    expect(await listTexts(watermark)).toEqual({ texts: [], watermark });
    await channel.sendAsBot(conversationId, { type: 'message', text: 'two' });
    expect((await listTexts(watermark)).texts).toEqual(['two']);
  });

  test('can be changed and taken back', async () => {
    await say({ type: 'message', text: 'one' });
    const { id } = (await (await channel.sendAsBot(conversationId, { type: 'message', text: 'draft' })).json()) as {
      id: string;
    };
    const { watermark } = await listTexts();
    expect((await channel.sendAsBot(conversationId, { type: 'message', text: 'final' }, 'PUT', id)).status).toBe(200);
    expect((await listTexts(watermark)).texts).toEqual(['final']);
    expect((await channel.sendAsBot(conversationId, {}, 'DELETE', id)).status).toBe(200);
    expect((await listTexts()).texts).not.toContain('final');
    expect((await channel.sendAsBot(conversationId, {}, 'PUT', id)).status).toBe(404);
  });

  test('is taken from a program only', async () => {
    const path = `/directline${activitiesOf(conversationId).replace('/directline', '')}`;
    expect((await channel.call('POST', path, { body: {}, origin: channel.origin })).status).toBe(403);
    const form = await fetch(`${channel.origin}${path}`, { method: 'POST', body: new URLSearchParams({ text: 'x' }) });
    expect(form.status).toBe(415);
    expect((await channel.sendAsBot('unknown', { type: 'message' })).status).toBe(404);
  });
});

describe('the stream', () => {
  test('sends each frame with its watermark, shows typing, and replays after a reconnection', async () => {
    await say({ type: 'message', text: 'one' });
    const { watermark } = await listTexts();
    const reconnect = await channel.call(
      'GET',
      `/v3/directline/conversations/${conversationId}?watermark=${watermark}`,
      {
        token: token.token,
      },
    );
    await channel.sendAsBot(conversationId, { type: 'message', text: 'missed' });
    const socket = new WebSocket(((await reconnect.json()) as Connection).streamUrl);
    const frames: { activities: { type: string; text?: string }[]; watermark?: string }[] = [];
    socket.on('message', (frame: Buffer) => frames.push(JSON.parse(frame.toString()) as (typeof frames)[number]));
    await once(socket, 'message');
    socket.send('');
    await channel.sendAsBot(conversationId, { type: 'typing' });
    while (frames.length < 2) await once(socket, 'message');
    expect(frames.map((frame) => frame.activities.map(({ type, text }) => text ?? type))).toEqual([
      ['missed'],
      ['typing'],
    ]);
    expect(frames[0]?.watermark).toBe((await listTexts()).watermark);
    socket.close();
    await once(socket, 'close');
  });

  test.each<[string, (url: URL) => unknown, number]>([
    ['without a token', (url: URL) => url.searchParams.delete('t'), 401],
    ['with a wrong token', (url: URL) => url.searchParams.set('t', `${token.token}x`), 403],
    ['of another conversation', (url: URL) => (url.pathname = url.pathname.replace(conversationId, 'other')), 403],
    ['with a foreign watermark', (url: URL) => url.searchParams.set('watermark', 'x'), 400],
    ['elsewhere', (url: URL) => (url.pathname = '/stream'), 404],
  ])('is refused %s', async (_name, change, status) => {
    const answer = await channel.call('GET', `/v3/directline/conversations/${conversationId}`, { token: token.token });
    const url = new URL(((await answer.json()) as Connection).streamUrl);
    change(url);
    const socket = new WebSocket(url);
    expect(await refusalOf(socket)).toBe(status);
  });

  test('is refused to a page of another site', async () => {
    const answer = await channel.call('GET', `/v3/directline/conversations/${conversationId}`, { token: token.token });
    const socket = new WebSocket(((await answer.json()) as Connection).streamUrl, { origin: 'https://evil.example' });
    expect(await refusalOf(socket)).toBe(403);
  });
});

test('uploaded files come in the order the activity names them', async () => {
  const form = new FormData();
  const activity = {
    type: 'message',
    text: 'files',
    attachments: ['a', 'b'].map((name) => ({ contentType: 'image/png', name })),
  };
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  for (const name of ['b', 'a']) form.append('file', new Blob([name], { type: 'image/png' }), name);
  const path = `${channel.origin}/v3/directline/conversations/${conversationId}/upload?userId=x`;
  await fetch(path, { method: 'POST', headers: { Authorization: `Bearer ${token.token}` }, body: form });
  const { attachments = [] } = await channel.botAnswers((got) => got.text === 'files');
  expect(attachments.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(await (await fetch(attachments[0]?.contentUrl ?? '')).text()).toBe('a');
});
