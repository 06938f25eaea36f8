import type { HelpdeskPort, TicketDraft } from '../../../services/ports/helpdesk';
import type { WriteOptions } from '../../../services/values';
import { vendors } from '../../../services/vendors';
import type { TestSandbox } from '../../helpers/testSandbox';
import { faultContract } from './faultContract';
import { aWrite, type Contract } from './underTest';

const requesterEmail = 'customer@example.com';
const WRITING_METHODS = ['POST', 'PUT', 'PATCH'];
const MOST_TRIES = 6;

/** The writes that leave something behind each time; all others change nothing when they are done again. */
type AddingMethod = 'createTicket' | 'addComment' | 'attachFile';

let marks = 0;
/** A text that occurs nowhere else. */
const aMark = () => `mark-${process.pid}-${Date.now()}-${++marks}-end`;

const aDraft = (draft: Partial<TicketDraft> = {}): TicketDraft => ({
  subject: 'The lamp flickers',
  description: 'My new desk lamp flickers.\nWhat can I do?',
  priority: 'normal',
  requesterEmail,
  requesterName: 'Sarah Miller',
  tags: ['chatbot'],
  ...draft,
});

const aFile = (name: string) => ({
  name,
  contentType: 'text/plain',
  base64: Buffer.from('What the lamp says: zzz').toString('base64'),
});

/** What every helpdesk does alike. It needs no more than the seeds: a ticket of `customer@example.com` that an agent answered. */
export const helpdeskContract: Contract<'helpdesk'> = (underTest, serves) => {
  const listed = async (port: HelpdeskPort, by = requesterEmail) =>
    (await port.listTickets({ requesterEmail: by })).items;
  const seeded = async () => {
    const { port } = underTest();
    const [ticket] = await listed(port);
    if (!ticket) throw new Error('the sandbox has no ticket of customer@example.com');
    return { port, ticket };
  };
  const created = async (draft?: Partial<TicketDraft>) => {
    const { port } = underTest();
    return { port, ticket: await port.createTicket(aDraft(draft), aWrite()) };
  };

  if (serves('createTicket')) {
    test('creates a ticket that its requester then finds', async () => {
      const before = Date.now();
      const { port, ticket } = await created({ priority: 'high', internalNote: 'They were angry.' });
      expect(ticket).toMatchObject({ subject: 'The lamp flickers', priority: 'high' });
      expect(['new', 'open']).toContain(ticket.status);
      expect(Math.abs(Date.parse(ticket.createdAt) - before)).toBeLessThan(60_000);
      const found = await port.getTicket({ number: ticket.number, requesterEmail });
      expect(found).toMatchObject({ id: ticket.id, subject: 'The lamp flickers', priority: 'high' });
      expect(JSON.stringify(found)).not.toContain('angry');
      expect(found?.lastComment).toBeUndefined();
    });

    test('creates a ticket for somebody who is new, without a name', async () => {
      const stranger = 'new.person@example.com';
      const { port, ticket } = await created({ requesterEmail: stranger, requesterName: undefined });
      expect((await listed(port, stranger)).map(({ id }) => id)).toEqual([ticket.id]);
      expect(await port.getTicket({ number: ticket.number, requesterEmail })).toBeUndefined();
    });

    test('says when the requester should hear', async () => {
      const { ticket } = await created({ priority: 'urgent' });
      if (ticket.answerDueAt !== undefined) expect(Date.parse(ticket.answerDueAt)).toBeGreaterThan(Date.now());
    });
  }

  test("finds a ticket with the agent's answer", async () => {
    const { port, ticket } = await seeded();
    expect(await port.getTicket({ number: ticket.number, requesterEmail: 'Customer@Example.COM' })).toMatchObject({
      id: ticket.id,
      subject: 'Zip of my backpack is stuck',
      status: 'open',
      lastComment: { from: 'agent', name: 'Jordan', text: expect.stringContaining('our workshop') as string },
    });
  });

  test('says the same of a ticket that is not there and of one of somebody else, after as many requests', async () => {
    const { ticket } = await seeded();
    const missing = ticket.number.replace(/\d+$/, (digits) => '9'.repeat(digits.length));
    const requestsFor = async (number: string, by: string) => {
      const { sandbox, vendor, port } = underTest();
      const before = (await sandbox.requests(vendor)).length;
      expect(await port.getTicket({ number, requesterEmail: by })).toBeUndefined();
      return (await sandbox.requests(vendor)).length - before;
    };
    const ofMissing = await requestsFor(missing, requesterEmail);
    expect(await requestsFor(ticket.number, 'other@example.com')).toBe(ofMissing);
    expect(await requestsFor(ticket.number, '')).toBe(ofMissing);
  });

  test.each(['', ' ', '../users/1', '5001/comments', '5001?x=1', '5001^ORnumber=5001', 'ticket', '٥٠٠١'])(
    'finds nothing by the number "%s"',
    async (number) => {
      expect(await underTest().port.getTicket({ number, requesterEmail })).toBeUndefined();
    },
  );

  test('lists the tickets of one requester only', async () => {
    const { port } = await seeded();
    expect((await listed(port)).map(({ subject }) => subject)).toEqual(['Zip of my backpack is stuck']);
    expect(await listed(port, 'nobody@example.com')).toEqual([]);
  });

  test.each(['', '*', '*@example.com', 'customer@example.com OR other@example.com', '"', 'a^b@example.com'])(
    'lists nothing for the address "%s"',
    async (by) => {
      expect(await listed(underTest().port, by)).toEqual([]);
    },
  );

  if (serves('addComment')) {
    test('adds a comment of the requester', async () => {
      const { port, ticket } = await seeded();
      const text = 'It is stuck <b>again</b> & again.';
      const input = { ticketId: ticket.id, requesterEmail, text };
      expect(await port.addComment(input, aWrite())).toMatchObject({ id: ticket.id });
      const found = await port.getTicket({ number: ticket.number, requesterEmail });
      expect(found?.lastComment).toMatchObject({ from: 'requester', text });
    });

    test('refuses a comment on a ticket that is gone', async () => {
      const input = { ticketId: '987654321', requesterEmail, text: 'Hello?' };
      await expect(underTest().port.addComment(input, aWrite())).rejects.toMatchObject({ code: 'not_found' });
    });
  }

  if (serves('addComment') && serves('closeTicket')) {
    test('opens a solved ticket by a comment', async () => {
      const { port, ticket } = await seeded();
      await port.closeTicket({ ticketId: ticket.id }, aWrite());
      await port.addComment({ ticketId: ticket.id, requesterEmail, text: 'Not solved yet.' }, aWrite());
      expect(await port.getTicket({ number: ticket.number, requesterEmail })).toMatchObject({ status: 'open' });
    });
  }

  if (serves('attachFile')) {
    test('attaches a file', async () => {
      const { sandbox, vendor } = underTest();
      const { port, ticket } = await seeded();
      const input = { ticketId: ticket.id, requesterEmail, file: aFile('lamp log.txt') };
      expect(await port.attachFile(input, aWrite())).toEqual({ ticketId: ticket.id });
      expect(JSON.stringify(await allRecords(sandbox, vendor))).toContain('lamp log.txt');
    });
  }

  if (serves('closeTicket')) {
    test('solves a ticket, and leaves it so', async () => {
      const { port, ticket } = await seeded();
      expect(await port.closeTicket({ ticketId: ticket.id }, aWrite())).toMatchObject({ status: 'solved' });
      expect(await port.closeTicket({ ticketId: ticket.id }, aWrite())).toMatchObject({ status: 'solved' });
      expect(await port.getTicket({ number: ticket.number, requesterEmail })).toMatchObject({ status: 'solved' });
    });
  }

  if (serves('reopenTicket')) {
    test('opens a solved ticket again', async () => {
      const { port, ticket } = await seeded();
      await port.closeTicket({ ticketId: ticket.id }, aWrite());
      expect(await port.reopenTicket({ ticketId: ticket.id }, aWrite())).toMatchObject({ status: 'open' });
      expect(await port.reopenTicket({ ticketId: ticket.id }, aWrite())).toMatchObject({ status: 'open' });
    });
  }

  if (serves('searchArticles')) {
    const search = (query: string, locale = 'en-US', limit = 3) =>
      underTest().port.searchArticles({ query, locale, limit });

    test('finds articles as plain text', async () => {
      const [first] = await search('return policy');
      expect(first).toMatchObject({ title: 'Our return policy', url: expect.stringMatching(/^https?:/) as string });
      expect(first?.excerpt).toMatch(/^You can send back what you bought within 30 days/);
      expect(first?.excerpt).not.toMatch(/[<>]|&\w+;/);
    });

    test('finds at most as many articles as asked for, and sometimes none', async () => {
      expect(await search('warranty repair screen password shipping payment', 'en-US', 1)).toHaveLength(1);
      expect(await search('xyzzy')).toEqual([]);
    });
  }

  describe.each<[AddingMethod, (port: HelpdeskPort, mark: string, options: WriteOptions) => Promise<unknown>]>([
    [
      'createTicket',
      (port, mark, options) => port.createTicket(aDraft({ subject: mark, internalNote: mark }), options),
    ],
    [
      'addComment',
      async (port, text, options) =>
        port.addComment({ ticketId: (await listed(port))[0]?.id ?? '', requesterEmail, text }, options),
    ],
    [
      'attachFile',
      async (port, name, options) =>
        port.attachFile({ ticketId: (await listed(port))[0]?.id ?? '', requesterEmail, file: aFile(name) }, options),
    ],
  ])('%s', (method, write) => {
    if (!serves(method)) return;
    /** How often the mark of one write stands in the records. */
    const traces = async (mark: string) => {
      const { sandbox, vendor } = underTest();
      return JSON.stringify(await allRecords(sandbox, vendor)).split(mark).length - 1;
    };
    /** The trace that one write leaves, by which others are measured. */
    const once = async (port: HelpdeskPort) => {
      const mark = aMark();
      await write(port, mark, aWrite());
      const count = await traces(mark);
      expect(count).toBeGreaterThan(0);
      return count;
    };
    const isProtected = () => {
      const { vendor } = underTest();
      return vendors.find(({ id }) => id === vendor)?.writes['helpdesk']?.[method] !== 'neither';
    };

    test('writes two different keys twice', async () => {
      const { port } = underTest();
      const mark = aMark();
      const single = await once(port);
      await write(port, mark, aWrite());
      await write(port, mark, aWrite());
      expect(await traces(mark)).toBe(2 * single);
    });

    test('writes one key once', async () => {
      const { port } = underTest();
      const [mark, options] = [aMark(), aWrite()];
      const single = await once(port);
      await write(port, mark, options);
      if (isProtected()) await write(port, mark, { ...options, isRepeat: true });
      expect(await traces(mark)).toBe(single);
    });

    test('writes one key once, although each answer was lost', async () => {
      const { port, sandbox, vendor } = underTest();
      const [mark, options] = [aMark(), aWrite()];
      const single = await once(port);
      for (const verb of WRITING_METHODS) {
        await sandbox.fault({ vendor, mode: 'commitThenReset', method: verb, times: 1 });
      }
      const outcomes: unknown[] = [];
      for (let tries = 0; tries < MOST_TRIES && outcomes.at(-1) !== 'done'; tries++) {
        if (tries > 0 && !isProtected()) return;
        const attempt = write(port, mark, { ...options, isRepeat: tries > 0 });
        outcomes.push(
          await attempt.then(
            () => 'done',
            (error: unknown) => error,
          ),
        );
      }
      expect(outcomes.length).toBeGreaterThan(1);
      expect(outcomes.at(-1)).toBe('done');
      expect(outcomes[0]).toMatchObject({ code: 'unavailable', mayBeDone: true });
      expect(await traces(mark)).toBe(single);
    });
  });

  describe('getTicket', () => {
    let number = '';
    beforeEach(async () => void (number = (await seeded()).ticket.number));
    faultContract({
      operation: 'getTicket',
      underTest,
      call: (port, options) => port.getTicket({ number, requesterEmail }, options),
      expected: { subject: 'Zip of my backpack is stuck' },
    });
  });
};

/** Everything that the vendor holds but uploads: a file that waits for a comment to take it is nothing that anybody sees. */
async function allRecords(sandbox: TestSandbox, vendor: string) {
  const { body } = await sandbox.control<{ type: string }[]>('GET', `records?vendor=${vendor}`);
  return body.filter(({ type }) => type !== 'upload');
}
