import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ServiceError } from '../../../services/serviceError';
import {
  auditsAnswer,
  commentsAnswer,
  ticketAnswer,
  uploadAnswer,
  usersAnswer,
  type ZendeskComments,
  type ZendeskTicket,
} from '../../../services/vendors/zendesk/answers';
import { toServiceError, ZendeskRefusal } from '../../../services/vendors/zendesk/errors';
import {
  helpCenterLocales,
  sameAddress,
  toArticle,
  toId,
  toNewTicket,
  toTicket,
  toTicketList,
} from '../../../services/vendors/zendesk/mapping';
import { decodeEntities, firstSentences, plainText } from '../../../services/vendors/zendesk/plainText';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../../fixtures/zendesk', `${name}.json`), 'utf8'));

const subdomain = 'acme';
const ticket: ZendeskTicket = {
  id: 1,
  subject: 'Lamp',
  status: 'open',
  priority: 'high',
  requester_id: 10,
  created_at: '2026-01-20T09:30:00Z',
  updated_at: '2026-01-21T09:30:00Z',
};

describe("Zendesk's own examples", () => {
  test('a ticket', () => {
    const answer = ticketAnswer.parse(fixture('ticket'));
    expect(toTicket(answer.ticket, { subdomain })).toMatchObject({
      id: '35436',
      number: '35436',
      subject: 'Help, my printer is on fire!',
      status: 'open',
      priority: 'high',
      createdAt: '2009-07-20T22:55:29Z',
      updatedAt: '2011-05-05T10:38:52Z',
      url: 'https://acme.zendesk.com/hc/requests/35436',
    });
  });

  test('comments, audits, an upload and users', () => {
    expect(commentsAnswer.parse(fixture('comments')).comments[0]).toMatchObject({ body: 'Thanks for your help!' });
    expect(auditsAnswer.parse(fixture('audits')).audits[0]?.metadata?.custom).toEqual({});
    expect(uploadAnswer.parse(fixture('upload')).upload.token).toBe('LXJdriewLBP8JrtzzkN7Ne4k6');
    expect(usersAnswer.parse(fixture('users')).users.length).toBeGreaterThan(0);
  });
});

describe('a ticket', () => {
  test.each([
    ['new', 'new'],
    ['hold', 'on_hold'],
    ['pending', 'pending'],
    ['solved', 'solved'],
    ['closed', 'closed'],
    ['constructor', 'open'],
  ])('that is %s: %s', (status, expected) => {
    expect(toTicket({ ...ticket, status }, { subdomain }).status).toBe(expected);
  });

  test.each([
    ['urgent', 'urgent'],
    ['low', 'low'],
    [null, 'normal'],
    ['toString', 'normal'],
  ])('with the priority %s: %s', (priority, expected) => {
    expect(toTicket({ ...ticket, priority }, { subdomain }).priority).toBe(expected);
  });

  const metric = (name: string, stage: string, breach_at: string | null) => ({ metric: name, stage, breach_at });
  test.each([
    [undefined, undefined],
    [[], undefined],
    [[metric('agent_work_time', 'active', '2026-01-20T10:00:00Z')], undefined],
    [[metric('first_reply_time', 'achieved', '2026-01-20T10:00:00Z')], undefined],
    [[metric('next_reply_time', 'paused', null)], undefined],
    [
      [
        metric('periodic_update_time', 'active', '2026-01-20T13:00:00Z'),
        metric('first_reply_time', 'active', '2026-01-20T12:00:00Z'),
        metric('requester_wait_time', 'active', '2026-01-20T11:00:00Z'),
      ],
      '2026-01-20T12:00:00Z',
    ],
  ])('with the service level %j is due at %s', (policy_metrics, expected) => {
    const slas = policy_metrics && { policy_metrics };
    expect(toTicket({ ...ticket, slas }, { subdomain }).answerDueAt).toBe(expected);
  });

  test('closed ones come last in a list', () => {
    const statuses = ['closed', 'open', 'closed', 'solved'];
    const tickets = statuses.map((status, index) => ({ ...ticket, id: index + 1, status }));
    expect(toTicketList(tickets, { subdomain }).map(({ id }) => id)).toEqual(['2', '4', '1', '3']);
  });
});

describe('the last comment', () => {
  const comment = (id: number, author_id: number, text: string, rest: object = {}) => ({
    id,
    author_id,
    body: text,
    plain_body: text,
    public: true,
    created_at: `2026-01-2${id}T00:00:00Z`,
    ...rest,
  });
  const users = [
    { id: 20, name: 'Jordan Lee' },
    { id: 21, name: 'Kim Poe', alias: 'The Lamp Team' },
  ];
  const last = (comments: ZendeskComments['comments'], has_more = false) =>
    toTicket(ticket, { subdomain, comments: { comments, users, meta: { has_more } } }).lastComment;
  const description = comment(1, 10, 'It flickers.');

  test.each<[string, ZendeskComments['comments'], object | undefined]>([
    ['is not the description', [description], undefined],
    ['is not an internal note', [comment(2, 20, 'Angry.', { public: false }), description], undefined],
    [
      "is an agent's, by first name",
      [comment(2, 20, 'Hi.'), description],
      { from: 'agent', name: 'Jordan', text: 'Hi.' },
    ],
    ["is an agent's, by alias", [comment(2, 21, 'Hi.'), description], { from: 'agent', name: 'The Lamp Team' }],
    ["is an unknown agent's", [comment(2, 22, 'Hi.'), description], { from: 'agent', name: undefined }],
    ["is the requester's", [comment(2, 10, 'Well?'), description], { from: 'requester', name: undefined }],
    ['has plain spaces', [comment(2, 20, 'a &nbsp;b &amp; c'), description], { text: 'a  b &amp; c' }],
    ['needs no plain body', [comment(2, 20, 'a &amp; b', { plain_body: null }), description], { text: 'a & b' }],
  ])('%s', (_name, comments, expected) => {
    if (expected) expect(last(comments)).toMatchObject(expected);
    else expect(last(comments)).toBeUndefined();
  });

  test('is the oldest of a page when there are older ones', () => {
    expect(last([comment(2, 20, 'Hi.')], true)).toMatchObject({ text: 'Hi.' });
  });
});

describe('what is sent', () => {
  test.each([
    ['Sarah Miller', 'Sarah Miller'],
    [' ', 'sarah.miller'],
    [undefined, 'sarah.miller'],
  ])('names the requester %j: %s', (requesterName, name) => {
    const draft = { subject: 'a', description: 'b', priority: 'low' as const, tags: [] };
    const sent = toNewTicket({ ...draft, requesterEmail: 'sarah.miller@example.com', requesterName }, undefined);
    expect(sent).toEqual({
      subject: 'a',
      comment: { body: 'b' },
      priority: 'low',
      tags: [],
      requester: { email: 'sarah.miller@example.com', name },
    });
  });

  test.each([
    ['en', ['en-us']],
    ['en-US', ['en-us']],
    ['en-GB', ['en-gb', 'en-us']],
    ['de', ['de']],
    ['de-AT', ['de-at', 'de']],
  ])('asks for %s as %j', (locale, expected) => expect(helpCenterLocales(locale)).toEqual(expected));

  test('only digits are an id', () => {
    expect(toId('5001')).toBe(5001);
    const id = fc.property(fc.string(), (text) => toId(text) === undefined || String(toId(text)) === text);
    fc.assert(id);
  });

  test('addresses are compared without their capital letters, and none is nobody', () => {
    expect(sameAddress('A@example.com', ' a@EXAMPLE.com ')).toBe(true);
    expect(sameAddress('a@example.com', 'b@example.com')).toBe(false);
    expect(sameAddress('', '')).toBe(false);
    expect(sameAddress(null, '')).toBe(false);
  });
});

describe('an article', () => {
  const article = { id: 7, title: 'T', html_url: 'https://acme.zendesk.com/hc/7', body: '<p>One.</p>' };

  test.each(['javascript:alert(1)', 'data:text/html,x', 'here', ''])('with the link "%s" is left out', (html_url) => {
    expect(toArticle({ ...article, html_url })).toBeUndefined();
  });

  test('that is a draft is left out', () => expect(toArticle({ ...article, draft: true })).toBeUndefined());

  test.each([
    ['<p>One &amp; two.</p><p>Three.</p>', 'One & two. Three.'],
    ['a<br>b<em>c</em>', 'a bc'],
    ['<script>alert("<p>")</script>x<style>p{}</style><!-- <p>no</p> -->y', 'x y'],
    ['<script>never closed', ''],
    ['5 < 6 &lt;b&gt; &#8364;&#x20ac;&euro; &unknown; &#0;', '5 < 6 <b> €€€ &unknown;'],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['x <img src=x onerror=alert(1)', 'x'],
    ['', ''],
  ])('reads %j as %j', (html, text) => expect(plainText(html)).toBe(text));

  test('never takes long to read', () => {
    for (const piece of ['<', '<!--', '<script', '&', '&#', '<p ', ' ', '. ']) {
      firstSentences(plainText(piece.repeat(200_000)), 300);
    }
    expect(decodeEntities('&#1114112;')).toBe('');
  });

  test.each([
    ['One. Two. Three.', 20, 'One. Two. Three.'],
    ['One. Two. Three.', 10, 'One. Two.'],
    ['One two three four.', 9, 'One two…'],
    ['Onetwothreefour', 8, 'Onet…'],
    ['Costs 4.90 USD and more.', 12, 'Costs 4.90…'],
  ])('shortens %j to %d characters: %j', (text, length, expected) => {
    expect(firstSentences(text, length)).toBe(expected);
  });
});

describe('the errors', () => {
  const closed = { status: [{ description: 'Status closed prevents ticket update' }] };
  const invalid = { base: [{ description: 'Priority: is invalid', error: 'InvalidValue' }] };

  test.each<[number, unknown, object]>([
    [400, { error: { title: 'Invalid attribute', message: 'No' } }, { code: 'invalid_input' }],
    [401, { error: "Couldn't authenticate you" }, { code: 'unauthenticated' }],
    [
      403,
      { error: { title: 'Forbidden', message: 'No' } },
      { code: 'forbidden', message: 'Zendesk: HTTP 403: Forbidden' },
    ],
    [404, { error: 'RecordNotFound', description: 'Not found' }, { code: 'not_found' }],
    [404, { error: 'InvalidEndpoint', description: 'Not found' }, { code: 'misconfigured' }],
    [404, { error: { title: 'No help desk at acme.zendesk.com', message: 'No' } }, { code: 'misconfigured' }],
    [404, undefined, { code: 'misconfigured' }],
    [409, { error: 'DatabaseConflict', description: 'Database collision' }, { code: 'unavailable' }],
    [409, { error: 'UpdateConflict' }, { code: 'conflict' }],
    [422, { error: 'RecordInvalid', description: 'Record validation errors', details: closed }, { code: 'conflict' }],
    [422, { error: 'RecordInvalid', details: invalid }, { code: 'invalid_input' }],
    [422, { error: 'RecordInvalid', details: 'none' }, { code: 'invalid_input' }],
    [429, undefined, { code: 'rate_limited', retryAfterMs: 30_000 }],
    [500, undefined, { code: 'unavailable', retryAfterMs: 30_000 }],
    [418, {}, { code: 'unexpected' }],
  ])('HTTP %d with %j', (status, body, expected) => {
    const error = new ZendeskRefusal(status, body, '30');
    const origin = { vendor: 'zendesk', operation: 'getTicket' };
    const mapped = toServiceError(error, 'getTicket');
    expect(mapped).toBeInstanceOf(ServiceError);
    expect(mapped).toMatchObject({ ...expected, cause: error, origin });
  });

  test('an answer of another shape', () => {
    const { error } = ticketAnswer.safeParse({ ticket: { id: 'x' } });
    const message = 'Zendesk: cannot read its answer';
    expect(toServiceError(error, 'getTicket')).toMatchObject({ code: 'unexpected', message });
  });

  test('whatever else happens', () => {
    expect(toServiceError('what?', 'getTicket')).toMatchObject({ code: 'unexpected', message: 'Zendesk: what?' });
  });
});
