import { createTransport } from '../../../services/http/boundedTransport';
import type { Transport } from '../../../services/http/transport';
import type { TicketDraft } from '../../../services/ports/helpdesk';
import { zendesk } from '../../../services/vendors/zendesk';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { aWrite } from '../contracts/underTest';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const requesterEmail = 'customer@example.com';
const number = '5001';
const draft: TicketDraft = {
  subject: 'Lamp',
  description: 'It flickers.',
  priority: 'high',
  requesterEmail,
  tags: ['chatbot'],
};

function create(settings: object = {}, transport = createTransport()) {
  const config = zendesk.config.parse({ ...zendesk.sandbox(sandbox.url), ...settings });
  return zendesk.create(config, { transport }).helpdesk;
}

const sent = async (method?: string) =>
  (await sandbox.requests('zendesk')).filter((request) => method === undefined || request.method === method);

describe('the client', () => {
  test('sends nothing before it is asked', async () => {
    create();
    expect(await sent()).toEqual([]);
  });

  test('reports a wrong token', async () => {
    const helpdesk = create({ ZENDESK_API_TOKEN: 'wrong' });
    await expect(helpdesk.getTicket({ number, requesterEmail })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test.each([
    { ZENDESK_SUBDOMAIN: 'acme.zendesk.com' },
    { ZENDESK_SUBDOMAIN: '-' },
    { ZENDESK_EMAIL: 'bot' },
    { ZENDESK_API_TOKEN: '' },
    { ZENDESK_API_URL: 'here' },
  ])('refuses %j', (settings) => {
    expect(zendesk.config.safeParse({ ...zendesk.sandbox(sandbox.url), ...settings }).success).toBe(false);
  });

  test("speaks to the account's own address", async () => {
    const urls: string[] = [];
    const transport: Transport = ({ url }) => {
      urls.push(url);
      return Promise.reject(new Error('far enough'));
    };
    const helpdesk = create({ ZENDESK_SUBDOMAIN: 'acme', ZENDESK_API_URL: undefined }, transport);
    await expect(helpdesk.getTicket({ number, requesterEmail })).rejects.toMatchObject({ code: 'unexpected' });
    await expect(helpdesk.searchArticles({ query: 'x', locale: 'de', limit: 1 })).rejects.toThrow();
    expect(urls.map((url) => url.replace(/\?.*/, ''))).toEqual([
      'https://acme.zendesk.com/api/v2/tickets/5001.json',
      'https://acme.zendesk.com/api/v2/help_center/articles/search.json',
    ]);
  });

  test('does not follow a redirect', async () => {
    await sandbox.fault({ vendor: 'zendesk', mode: 'status', status: 302 });
    await expect(create().getTicket({ number, requesterEmail })).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await sent()).toHaveLength(1);
  });

  test('keeps the cause of a broken connection', async () => {
    await sandbox.fault({ vendor: 'zendesk', mode: 'reset' });
    const message = expect.stringContaining('ECONNRESET') as string;
    await expect(create().getTicket({ number, requesterEmail })).rejects.toMatchObject({
      code: 'unavailable',
      message,
    });
  });
});

describe("what the SDK's own transport does, and ours does not", () => {
  // 429 with Retry-After, 502 and 204 come back as results there, so that a ticket seems to be created.
  test.each([
    [
      { status: 429, retryAfter: 7 },
      { code: 'rate_limited', retryAfterMs: 7_000, mayBeDone: false },
    ],
    [{ status: 429 }, { code: 'rate_limited', retryAfterMs: undefined }],
    [{ status: 502 }, { code: 'unavailable', mayBeDone: true }],
    [
      { status: 503, retryAfter: 2 },
      { code: 'unavailable', retryAfterMs: 2_000 },
    ],
    [{ status: 204 }, { code: 'unavailable', mayBeDone: true }],
  ])('takes %j for a success', async (answer, expected) => {
    await sandbox.fault({ vendor: 'zendesk', mode: 'status', ...answer });
    await expect(create().createTicket(draft, aWrite())).rejects.toMatchObject(expected);
    expect(await sent()).toHaveLength(1);
  });

  test('takes a success that names a time to wait for a failure', async () => {
    const transport = createTransport();
    const helpdesk = create({}, async (request) => {
      const response = await transport(request);
      const headers = new Headers(response.headers);
      headers.set('retry-after', '1');
      return { ...response, headers };
    });
    expect(await helpdesk.getTicket({ number, requesterEmail })).toMatchObject({ number });
  });

  test('sends one key for all calls of a client', async () => {
    const helpdesk = create();
    const keys = ['key-a', 'key-b', 'key-c'];
    const tickets = await Promise.all(
      keys.map((idempotencyKey) => helpdesk.createTicket({ ...draft, subject: idempotencyKey }, { idempotencyKey })),
    );
    expect(tickets.map(({ subject }) => subject)).toEqual(keys);
    const posts = (await sent('POST')).map(({ headers, body }) => [
      headers['idempotency-key'],
      (body as { ticket: { subject: string } }).ticket.subject,
    ]);
    expect(posts.sort()).toEqual(keys.map((key) => [key, key]));
    const others = (await sent()).filter(({ method }) => method !== 'POST');
    expect(others.every(({ headers }) => headers['idempotency-key'] === undefined)).toBe(true);
  });

  test('sends a file without its type, or not at all', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128, 1]);
    const file = { name: 'scan ä&b.png', contentType: 'image/png', base64: bytes.toString('base64') };
    await create().attachFile({ ticketId: number, requesterEmail, file }, aWrite());
    const [upload] = await sandbox.records<{ attachment: object }>('zendesk', 'upload');
    expect(upload?.attachment).toMatchObject({ file_name: file.name, content_type: 'image/png', size: bytes.length });
    const comments = await sandbox.records<object>('zendesk', 'comment');
    expect(comments.at(-1)).toMatchObject({ attachments: [upload?.attachment], author_id: 9003, public: true });
  });

  test.each(['text/html\r\nx-evil: 1', 'nonsense', ''])('sends the media type %j as it is', async (contentType) => {
    const file = { name: 'a.txt', contentType, base64: 'eA==' };
    await create().attachFile({ ticketId: number, requesterEmail, file }, aWrite());
    expect((await sent('POST'))[0]?.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
  });

  test.each(['../users/me', '5001/comments', '5001?include=x', '0', '-1', '1e3', '9'.repeat(20), ''])(
    'puts the id "%s" into a path as it is',
    async (ticketId) => {
      const helpdesk = create();
      const write = aWrite();
      const refused = { code: 'not_found', notSent: true };
      await expect(helpdesk.addComment({ ticketId, requesterEmail, text: 'x' }, write)).rejects.toMatchObject(refused);
      await expect(helpdesk.closeTicket({ ticketId }, write)).rejects.toMatchObject(refused);
      await expect(helpdesk.routeTicket({ ticketId, group: '301' }, write)).rejects.toMatchObject(refused);
      expect(await helpdesk.getTicket({ number: ticketId, requesterEmail })).toBeUndefined();
      expect(await sent()).toEqual([]);
    },
  );

  test('asks for articles where tickets are', async () => {
    await create().searchArticles({ query: 'return', locale: 'en-US', limit: 2 });
    expect((await sent())[0]?.path).toBe(
      '/zendesk/api/v2/help_center/articles/search.json?query=return&locale=en-us&per_page=2',
    );
  });

  test('writes to the console', async () => {
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => jest.spyOn(console, name));
    await create().getTicket({ number, requesterEmail });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });
});
