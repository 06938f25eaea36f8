import { DirectLineTokens, newSession } from '../../directline/directLineToken';
import { activitiesOf, startChannel, startConversation, type ChannelHarness, type Token } from './channelHarness';

let channel: ChannelHarness;
let token: Token;
let conversationId: string;

beforeEach(async () => {
  channel = await startChannel({ botTimeoutMs: 300 });
  ({ token, conversationId } = await startConversation(channel));
});
afterEach(() => channel.stop());

describe('tokens', () => {
  const tokens = new DirectLineTokens('a secret for tests');

  test('continue a conversation, which only its own token can', async () => {
    expect(token).toMatchObject({ userId: expect.stringMatching(/^dl_/) as string, expires_in: 1800 });
    expect(token.conversationId).toBeUndefined();
    const continued = await channel.getToken({ conversationId }, token.token);
    expect(continued).toMatchObject({ userId: token.userId, conversationId });

    const stranger = await channel.getToken();
    const path = '/api/directline/token';
    expect((await channel.call('POST', path, { body: { conversationId } })).status).toBe(401);
    expect((await channel.call('POST', path, { body: { conversationId }, token: stranger.token })).status).toBe(403);
  });

  test('are refreshed while they are valid', async () => {
    const refresh = (of: string) => channel.call('POST', '/v3/directline/tokens/refresh', { token: of });
    expect(await (await refresh(token.token)).json()).toMatchObject({ conversationId, expires_in: 1800 });
    expect((await refresh((await channel.getToken()).token)).status).toBe(404);
    expect((await refresh('nonsense')).status).toBe(403);
    expect((await channel.call('POST', '/v3/directline/tokens/refresh')).status).toBe(401);
  });

  test('expire; the page goes on with an expired one for a day', async () => {
    const issuedAgo = (ms: number): string => {
      const now = Date.now();
      const clock = jest.spyOn(Date, 'now').mockReturnValue(now - ms);
      const old = tokens.issue({ conversationId, userId: token.userId, persona: 'customer' });
      clock.mockRestore();
      return old;
    };
    const anHourAgo = issuedAgo(3600_000);
    const refused = await channel.call('POST', '/v3/directline/tokens/refresh', { token: anHourAgo });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ error: { code: 'TokenExpired', message: 'Token has expired' } });
    expect((await channel.getToken({}, anHourAgo)).conversationId).toBe(conversationId);
    const old = await channel.call('POST', '/api/directline/token', { body: {}, token: issuedAgo(25 * 3600_000) });
    expect(old.status).toBe(403);
  });

  test('are generated for programs, not for pages', async () => {
    const generate = (origin?: string) =>
      channel.call('POST', '/v3/directline/tokens/generate', {
        body: { user: { id: 'dl_me' } },
        ...(origin && { origin }),
      });
    const { token: generated } = (await (await generate()).json()) as Token;
    expect(tokens.verify(generated).userId).toBe('dl_me');
    expect((await generate(channel.origin)).status).toBe(403);
  });

  test('open one conversation only', async () => {
    const stranger = await channel.getToken();
    const read = (of?: string) =>
      channel.call('GET', activitiesOf(conversationId), of === undefined ? {} : { token: of });
    expect((await read()).status).toBe(401);
    expect((await read(stranger.token)).status).toBe(403);
    expect((await read(new DirectLineTokens('another secret').issue(newSession('customer')))).status).toBe(403);
    const unknown = tokens.issue(newSession('customer'));
    const { conv } = JSON.parse(Buffer.from(unknown.split('.')[1] ?? '', 'base64url').toString()) as { conv: string };
    expect((await channel.call('GET', activitiesOf(conv), { token: unknown })).status).toBe(404);
  });
});

describe('refusals', () => {
  test.each([
    ['malformed JSON', '{', 400],
    ['no activity', '[]', 400],
    ['a type only channels send', { type: 'conversationUpdate' }, 400],
    ['more than 256 KB', { type: 'message', text: 'x'.repeat(300_000) }, 413],
    ['what the bot fails on', { type: 'message', text: 'fail' }, 502],
    ['what the bot hangs on', { type: 'message', text: 'hang' }, 504],
  ])('%s', async (_name, body, status) => {
    const answer = await channel.call('POST', activitiesOf(conversationId), { token: token.token, body });
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error).toEqual({ code: expect.any(String) as string, message: expect.any(String) as string });
  });

  test('too many or too large files', async () => {
    const upload = (files: Blob[]): Promise<Response> => {
      const form = new FormData();
      for (const file of files) form.append('file', file, 'file.bin');
      return fetch(`${channel.origin}/v3/directline/conversations/${conversationId}/upload?userId=x`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token.token}` },
        body: form,
      });
    };
    const small = new Blob(['x']);
    expect((await upload(Array<Blob>(5).fill(small))).status).toBe(200);
    expect((await upload(Array<Blob>(6).fill(small))).status).toBe(413);
    expect((await upload([new Blob([Buffer.alloc(4 * 1024 * 1024 + 1)])])).status).toBe(413);
    const path = `/v3/directline/conversations/${conversationId}/upload`;
    expect((await channel.call('POST', path, { token: token.token, body: {} })).status).toBe(400);
  });

  test('pages of other sites, and what browsers ask first', async () => {
    const preflight = await channel.call('OPTIONS', activitiesOf(conversationId), { origin: 'http://localhost:8080' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:8080');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization.*x-ms-bot-agent/i);
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
      const answer = await channel.call('POST', '/api/directline/token', { body: {}, origin });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});
