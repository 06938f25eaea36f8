import { createTransport } from '../../../services/http/boundedTransport';
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

function create() {
  const config = zendesk.config.parse(zendesk.sandbox(sandbox.url));
  return zendesk.create(config, { transport: createTransport() }).helpdesk;
}

const sent = async (method?: string) =>
  (await sandbox.requests('zendesk')).filter((request) => method === undefined || request.method === method);

describe('a ticket', () => {
  test('is created as its requester wrote it, with a note for agents only', async () => {
    const ticket = await create().createTicket({ ...draft, group: '303', internalNote: 'Transcript' }, aWrite('key-1'));
    expect((await sent('POST'))[0]?.body).toEqual({
      ticket: {
        subject: 'Lamp',
        comment: { body: 'It flickers.' },
        requester: { email: requesterEmail, name: 'customer' },
        priority: 'high',
        tags: ['chatbot'],
        group_id: 303,
        external_id: 'key-1',
      },
    });
    expect((await sent('PUT'))[0]?.body).toEqual({
      ticket: { comment: { body: 'Transcript', public: false }, metadata: { chatbot_key: 'key-1' } },
    });
    const due = Date.parse(ticket.answerDueAt ?? '') - Date.parse(ticket.createdAt);
    expect(due).toBe(4 * 60 * 60 * 1000);
    expect(ticket).toMatchObject({ status: 'new', url: `https://demo.zendesk.com/hc/requests/${ticket.number}` });
  });

  test('is found by its key after Zendesk has forgotten it', async () => {
    const helpdesk = create();
    const [{ id }, write] = [await helpdesk.createTicket(draft, aWrite('key-1')), aWrite('key-1')];
    // Another text: with the key alone Zendesk would refuse it.
    const again = await helpdesk.createTicket({ ...draft, description: 'Changed' }, { ...write, isRepeat: true });
    expect(again.id).toBe(id);
    expect(await sent('POST')).toHaveLength(1);
  });

  test('is not told as failed when only the look at it fails', async () => {
    await sandbox.fault({ vendor: 'zendesk', mode: 'status', status: 500, method: 'GET' });
    expect(await create().createTicket(draft, aWrite())).toMatchObject({ subject: 'Lamp', status: 'new' });
  });

  test('goes to a group that is a number', async () => {
    const helpdesk = create();
    await helpdesk.routeTicket({ ticketId: number, group: '302' }, aWrite());
    const [ticket] = await sandbox.records<{ group_id: number }>('zendesk', 'ticket');
    expect(ticket?.group_id).toBe(302);
    const unknown = helpdesk.routeTicket({ ticketId: number, group: '999' }, aWrite());
    await expect(unknown).rejects.toMatchObject({ code: 'invalid_input' });
    const named = helpdesk.routeTicket({ ticketId: number, group: 'Billing' }, aWrite());
    await expect(named).rejects.toMatchObject({ code: 'invalid_input', notSent: true });
  });

  test('that nobody has is solved in the name of the agent of the token', async () => {
    const helpdesk = create();
    const { id } = await helpdesk.createTicket(draft, aWrite());
    expect(await helpdesk.closeTicket({ ticketId: id }, aWrite())).toMatchObject({ status: 'solved' });
    expect((await sent('PUT'))[0]?.body).toMatchObject({ ticket: { assignee_email: 'bot@example.com' } });
  });

  test('that waits stays so when it is to be opened', async () => {
    await update({ status: 'pending' });
    expect(await create().reopenTicket({ ticketId: number }, aWrite())).toMatchObject({ status: 'pending' });
  });

  test('that is closed for good takes nothing more', async () => {
    await update({ status: 'closed' });
    const helpdesk = create();
    const conflict = { code: 'conflict', retryable: false };
    await expect(helpdesk.reopenTicket({ ticketId: number }, aWrite())).rejects.toMatchObject(conflict);
    const comment = { ticketId: number, requesterEmail, text: 'Hello?' };
    await expect(helpdesk.addComment(comment, aWrite())).rejects.toMatchObject(conflict);
    expect(await helpdesk.closeTicket({ ticketId: number }, aWrite())).toMatchObject({ status: 'closed' });
  });

  test.each(['pending', 'hold', 'solved'])('that is %s is opened by a comment', async (status) => {
    await update({ status });
    const comment = { ticketId: number, requesterEmail, text: 'Hello?' };
    const ticket = await create().addComment(comment, aWrite());
    expect(ticket).toMatchObject({ status: 'open', lastComment: { from: 'requester', text: 'Hello?' } });
    expect(Date.parse(ticket.answerDueAt ?? '')).toBeGreaterThan(Date.now());
  });

  test("of somebody else's is written to by nobody", async () => {
    const comment = { ticketId: number, requesterEmail: 'other@example.com', text: 'Hello?' };
    await expect(create().addComment(comment, aWrite())).rejects.toMatchObject({ code: 'not_found', notSent: true });
    expect(await sent('PUT')).toEqual([]);
  });

  /** What an agent does meanwhile. */
  async function update(ticket: object): Promise<void> {
    const { ZENDESK_EMAIL, ZENDESK_API_TOKEN } = zendesk.sandbox(sandbox.url);
    const token = Buffer.from(`${ZENDESK_EMAIL}/token:${ZENDESK_API_TOKEN}`).toString('base64');
    const response = await fetch(`${sandbox.url}/zendesk/api/v2/tickets/${number}.json`, {
      method: 'PUT',
      headers: { authorization: `Basic ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    expect(response.status).toBe(200);
  }
});

describe('lists', () => {
  test('go on where a page ends', async () => {
    const helpdesk = create();
    for (let count = 0; count < 100; count++) {
      await helpdesk.createTicket({ ...draft, subject: `No. ${count}` }, aWrite());
    }
    const first = await helpdesk.listTickets({ requesterEmail });
    expect(first.items).toHaveLength(100);
    const rest = await helpdesk.listTickets({ requesterEmail, cursor: first.nextCursor });
    expect(rest.items.map((ticket) => ticket.number)).toEqual([number]);
    expect(rest).not.toHaveProperty('nextCursor');
  });

  test('show a ticket at once, though the search lags', async () => {
    const helpdesk = create();
    await helpdesk.createTicket(draft, aWrite());
    expect((await helpdesk.listTickets({ requesterEmail })).items.map(({ subject }) => subject)).toContain('Lamp');
  });
});

describe('articles', () => {
  const titles = async (query: string, locale: string) =>
    (await create().searchArticles({ query, locale, limit: 5 })).map(({ title }) => title);

  test.each([
    ['return policy', 'en-US', 'Our return policy'],
    ['return policy', 'en', 'Our return policy'],
    ['return policy', 'en-GB', 'Our return policy'],
    ['Garantie', 'de', 'Garantie und Reparatur'],
    ['Bildschirm schwarz', 'de-AT', 'Der Bildschirm bleibt schwarz'],
  ])('for "%s" in %s', async (query, locale, title) => {
    expect((await titles(query, locale))[0]).toBe(title);
  });

  test('are not searched for without a word', async () => {
    expect(await titles(' ', 'en')).toEqual([]);
    expect(await sent()).toEqual([]);
  });
});
