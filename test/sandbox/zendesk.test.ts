import { json } from '../../sandbox/answer';
import { Idempotency } from '../../sandbox/zendesk/idempotency';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const authorization = `Basic ${Buffer.from('bot@example.com/token:sandbox-token').toString('base64')}`;

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/zendesk/api/v2/${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const post = (ticket: unknown, headers?: Record<string, string>) => send('POST', 'tickets.json', { ticket }, headers);
const put = (ticket: unknown, id = 5001) => send('PUT', `tickets/${id}.json`, { ticket });
const comment = { body: 'It flickers.' };

describe('the wire', () => {
  test.each(['', 'Basic eA==', 'Bearer sandbox-token'])('refuses the authorization "%s"', async (wrong) => {
    expect(await send('GET', 'tickets/5001', undefined, { authorization: wrong })).toMatchObject({
      status: 401,
      body: { error: "Couldn't authenticate you" },
    });
  });

  test.each([
    ['GET', 'tickets/5999.json', 'RecordNotFound'],
    ['GET', 'tickets/5999/comments.json', 'RecordNotFound'],
    ['GET', 'tickets/5999/audits.json', 'RecordNotFound'],
    ['GET', 'users/1/tickets/requested.json', 'RecordNotFound'],
    ['GET', 'tickets/x.json', 'InvalidEndpoint'],
    ['GET', 'nothing.json', 'InvalidEndpoint'],
    ['DELETE', 'tickets/5001.json', 'InvalidEndpoint'],
  ])('%s %s: %s', async (method, path, error) => {
    const body = method === 'GET' ? undefined : {};
    expect(await send(method, path, body)).toMatchObject({ status: 404, body: { error } });
  });

  test('takes a path with and without .json', async () => {
    const ticket = { id: 5001, status: 'open' };
    expect((await send('GET', 'tickets/5001')).body).toMatchObject({ ticket });
    expect((await send('GET', 'tickets/5001.json?include=users,slas')).body).toMatchObject({
      ticket: { ...ticket, slas: { policy_metrics: expect.any(Array) as object[] } },
      users: [{ name: 'Jordan Lee' }, { name: 'Sarah Miller' }],
    });
  });

  test('shows comments in either order', async () => {
    const texts = async (query: string) => {
      const { body } = await send('GET', `tickets/5001/comments.json${query}`);
      return (body as { comments: { body: string }[] }).comments.map((each) => each.body.slice(0, 9));
    };
    expect(await texts('')).toEqual(['The zip o', 'Thank you']);
    expect(await texts('?sort=-created_at&page[size]=1')).toEqual(['Thank you']);
  });

  test('has groups', async () => {
    const { body } = await send('GET', 'groups.json');
    expect((body as { groups: object[] }).groups).toEqual([
      { id: 301, name: 'Support' },
      { id: 302, name: 'Billing' },
      { id: 303, name: 'Returns' },
      { id: 304, name: 'IT' },
    ]);
  });
});

describe('a new ticket', () => {
  test.each<[unknown, object]>([
    [{ subject: 'Lamp' }, { base: [{ description: 'Description: cannot be blank', error: 'BlankValue' }] }],
    [{ comment, priority: 'asap' }, { base: [{ description: 'Priority: is invalid' }] }],
    [{ comment, group_id: 1 }, { group: [{ description: 'Group: is invalid' }] }],
    [{ comment: { ...comment, uploads: ['x'] } }, { base: [{ description: 'Uploads: the token is invalid' }] }],
    [{ comment, requester_id: 1 }, { requester: [{ description: 'Requester: is invalid' }] }],
    [
      { comment, requester: { email: 'x', name: '' } },
      {
        requester: [
          { description: 'Requester: Email: x is not properly formatted' },
          { description: 'Requester: Name: is too short (minimum is 1 characters)' },
        ],
      },
    ],
  ])('refuses %j', async (ticket, details) => {
    expect(await post(ticket)).toMatchObject({ status: 422, body: { error: 'RecordInvalid', details } });
  });

  test('refuses what is no ticket', async () => {
    expect(await post('x')).toMatchObject({ status: 400, body: { error: { title: 'Invalid attribute' } } });
    expect(await send('POST', 'tickets.json', '{')).toMatchObject({ status: 422 });
  });

  test('drops what it does not know, and says so', async () => {
    const { status, headers } = await post({ comment, colour: 'red' });
    expect([status, headers.get('x-zendesk-api-warn')]).toEqual([
      201,
      'Removed restricted keys ["ticket.colour"] from parameters according to whitelist',
    ]);
  });

  test('is the same for the same key, and refused for another body', async () => {
    const key = { 'idempotency-key': 'key-1' };
    const first = await post({ comment }, key);
    const again = await post({ comment }, key);
    expect(again.body).toEqual(first.body);
    expect([first, again].map(({ headers }) => headers.get('x-idempotency-lookup'))).toEqual(['miss', 'hit']);
    const other = await post({ comment: { body: 'Other' } }, key);
    expect(other).toMatchObject({ status: 400, body: { error: 'IdempotentRequestError' } });
    expect(await post({ comment }, { 'idempotency-key': 'k'.repeat(256) })).toMatchObject({ status: 400 });
    expect(await sandbox.records('zendesk', 'ticket')).toHaveLength(2);
  });

  test('is forgotten by its key after two hours, and never remembered when it failed', () => {
    let now = 0;
    let acts = 0;
    const idempotency = new Idempotency(() => now);
    const once = (status: number) => {
      const act = () => json(status, { act: ++acts });
      return idempotency.once('key', Buffer.from('body'), act).headers['x-idempotency-lookup'];
    };
    expect([once(422), once(201), once(201)]).toEqual(['miss', 'miss', 'hit']);
    now = 2 * 60 * 60 * 1000;
    expect([once(201), acts]).toEqual(['miss', 3]);
  });
});

describe('a change', () => {
  test('keeps its metadata in the audit', async () => {
    await put({ status: 'pending', comment, metadata: { key: 'k' } });
    const { body } = await send('GET', 'tickets/5001/audits.json?page[size]=100');
    const { audits } = body as { audits: object[] };
    expect(audits).toHaveLength(3);
    expect(audits[2]).toMatchObject({ metadata: { custom: { key: 'k' } }, events: [{ type: 'Comment' }] });
  });

  test('of a closed ticket is refused', async () => {
    await put({ status: 'closed' });
    expect(await put({ status: 'open' })).toMatchObject({
      status: 422,
      body: { details: { status: [{ description: 'Status closed prevents ticket update' }] } },
    });
  });

  test('to solved needs an assignee', async () => {
    await post({ subject: 'Lamp', comment });
    const details = { base: [{ description: 'Assignee: is required when solving a ticket' }] };
    expect(await put({ status: 'solved' }, 5002)).toMatchObject({ status: 422, body: { details } });
    expect(await put({ status: 'solved', assignee_email: 'agent@example.com' }, 5002)).toMatchObject({ status: 200 });
  });
});

describe('searches', () => {
  const count = async (query: string) => {
    const { body } = await send('GET', `users/search.json?query=${encodeURIComponent(query)}`);
    return (body as { users: object[] }).users.length;
  };

  test.each([
    ['email:"customer@example.com"', 1],
    ['email:customer@example.com', 1],
    ['email:custom*', 1],
    ['email:custom', 0],
    ['example.com', 6],
    ['', 0],
  ])('for the user %s finds %d', async (query, expected) => expect(await count(query)).toBe(expected));

  test('for a new user lag', async () => {
    await post({ comment, requester: { name: 'New', email: 'new@example.com' } });
    expect(await count('email:new@example.com')).toBe(1);
    await sandbox.fault({ vendor: 'zendesk', mode: 'indexLag', latencyMs: 60_000 });
    expect(await count('email:new@example.com')).toBe(0);
  });

  test('for articles need something to look for', async () => {
    expect(await send('GET', 'help_center/articles/search.json?locale=de')).toMatchObject({ status: 400 });
  });

  test('for articles give HTML', async () => {
    const { body } = await send('GET', 'help_center/articles/search.json?query=warranty&locale=en-us');
    expect((body as { results: object[] }).results[0]).toMatchObject({
      id: 7005,
      body: expect.stringMatching(/^<p class="wysiwyg">.*<\/p>$/) as string,
      html_url: 'https://demo.zendesk.com/hc/en-us/articles/7005-Warranty-and-repairs',
      snippet: expect.stringContaining('<em>warranty</em>') as string,
    });
  });
});

test('an upload needs the name of its file', async () => {
  expect(await send('POST', 'uploads.json', 'x', { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
  const { status, body } = await send('POST', 'uploads.json?filename=a.txt', 'x', { 'content-type': 'text/plain' });
  expect([status, body]).toMatchObject([201, { upload: { attachment: { file_name: 'a.txt', size: 1 } } }]);
});
