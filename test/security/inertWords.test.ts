import type { Activity } from 'botbuilder';
import { createServer, type Server } from 'restify';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { mountMailPage } from '../../directline/mailPage';
import { MailCatcher } from '../../services/mail/mailCatcher';
import { JobChat, sandboxForTests } from '../helpers/jobChat';
import { startRewritingProxy, type RewritingProxy } from './rewritingProxy';

/** What somebody would like a client to do, in every way of writing that one may understand. */
const ATTEMPTS = [
  ...[
    '[pay](javascript:alert(1))',
    '[pay](https://evil.example)',
    '![p](https://evil.example/p.png)',
    '[x]: https://evil.example',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<a href="https://evil.example">x</a>',
    '<https://evil.example>',
  ],
  ...[
    '<at>everyone</at>',
    '<at id="0">bot</at>',
    '**bold**',
    '__bold__',
    '`code`',
    '# Heading',
    '> quoted',
    '| a | b |',
  ],
  ...[
    '{"type":"Action.OpenUrl","url":"javascript:alert(1)"}',
    '${user.email}',
    '{email} {number} {title}',
    '{{DATE(1)}}',
    '$& $1 $`',
  ],
  ...[
    '\u202Egnp.exe',
    '\u2066\u2069\u200F',
    'a\u0000b\u0007',
    'x'.repeat(300),
    '&lt;b&gt;',
    '%3Cscript%3E',
    '\n\n- item\n1. first',
  ],
];

/** The same, four in one sentence. */
const GROUPS = Array.from({ length: ATTEMPTS.length / 4 }, (_, index) =>
  ATTEMPTS.slice(4 * index, 4 * index + 4).join(' '),
);

const sandbox = sandboxForTests();
/** What the last conversation was sent: every text of it, with the name of the field that it stood in. */
function textsIn(content: unknown, field = ''): { field: string; text: string }[] {
  if (typeof content === 'string') return [{ field, text: content }];
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, value]) =>
    textsIn(value, Array.isArray(content) ? field : isOfButton(field, name, value) ? 'plain' : name),
  );
}

/** What a button says or brings along is plain text; the value of a fact on a card is markdown. */
function isOfButton(field: string, name: string, value: unknown): boolean {
  const isButton = ['cardAction', 'msteams', 'buttons', 'actions', 'suggestedActions'].includes(field);
  return typeof value === 'string' && ((name === 'value' && field !== 'facts') || (name === 'text' && isButton));
}

const MARKDOWN_FIELDS = new Set(['text', 'value']);
/** But for line breaks. */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}]/u;

/** What is left of markdown when everything that was escaped is taken out, and the bot's own links. */
function active(text: string): string[] {
  const bare = text.replace(/\\[\s\S]/g, '').replace(/\]\(https:\/\/(?!evil)[^\s()]*\)/g, '');
  const patterns = [
    /<\s*[a-z/!]/i,
    /\]\(/,
    /!\[/,
    /\*\*bold/,
    /__bold/,
    /`code/,
    /^\s*# /m,
    /^\s*\[x\]:/m,
    /^\s*> /m,
    /^\s*\| a/m,
  ];
  return patterns.filter((pattern) => pattern.test(bare)).map(String);
}

function findFaults(sent: readonly Partial<Activity>[]): string[] {
  return sent.flatMap((activity) => [
    ...(activity.entities?.some(({ type }) => type === 'mention') ? ['a mention'] : []),
    ...textsIn({
      text: activity.text,
      summary: activity.summary,
      attachments: activity.attachments,
      suggestedActions: activity.suggestedActions,
    }).flatMap(({ field, text }) => [
      ...(CONTROLS.test(text.replaceAll('\n', ''))
        ? [`a control in ${field}: ${JSON.stringify(text).slice(0, 120)}`]
        : []),
      ...(field === 'url' && !/^https:\/\/(?!evil)/.test(text) ? [`an address: ${text}`] : []),
      ...(isMarkdown(activity, field) ? active(text).map((each) => `${each} in ${field}: ${text.slice(0, 200)}`) : []),
    ]),
  ]);
}

/** Titles of buttons, summaries and what is read aloud are plain text everywhere. */
function isMarkdown(activity: Partial<Activity>, field: string): boolean {
  return activity.type === 'message' && MARKDOWN_FIELDS.has(field);
}

/** Words in the records of the systems, each in another place; `true` where the user sees it. */
const RECORDS: Record<string, { as: 'customer' | 'employee'; says: readonly string[] }> = {
  'Blue T-Shirt': {
    as: 'customer',
    says: [
      'where is order 1001, customer@example.com',
      'i want to return order 1004, customer@example.com',
      'menu',
      'find a product',
      'plain',
    ],
  },
  'https://www.ups.com': { as: 'customer', says: ['where is order 1001, customer@example.com'] },
  'https://shop.example.com': { as: 'customer', says: ['do you have a red mug?'] },
  'https://cdn.shopify.com': { as: 'customer', says: ['do you have a red mug?'] },
  UPS: { as: 'customer', says: ['where is order 1001, customer@example.com'] },
  'Zip of my backpack is stuck': {
    as: 'customer',
    says: ['status of ticket 5001, my mail is customer@example.com', 'add a comment', 'x', 'close ticket 5001'],
  },
  'Thank you for writing, Sarah': { as: 'customer', says: ['status of ticket 5001, my mail is customer@example.com'] },
  'Fourth Coffee': { as: 'employee', says: ['status of invoice INV-2001'] },
  'Trade fair in Chicago': { as: 'employee', says: ['status of my expense report EXP-3001'] },
  'Dental plan': { as: 'employee', says: ['what are my benefits'] },
  Laptop: { as: 'employee', says: ['order equipment', '1', '1', 'yes'] },
};

test('catalogue 22: these tests see what is not inert', () => {
  for (const attempt of ATTEMPTS.slice(0, 14)) expect(findFaults([{ type: 'message', text: attempt }])).not.toEqual([]);
  const facts = [{ title: 'Carrier', value: '[pay](https://evil.example)' }];
  expect(findFaults([{ type: 'message', attachments: [{ contentType: 'card', content: { facts } }] }])).not.toEqual([]);
  expect(findFaults([{ type: 'message', summary: '\u202Egnp.exe' }])).not.toEqual([]);
});

describe('catalogue 22: words of a system are shown as they are and do nothing:', () => {
  test.each(Object.entries(RECORDS))(`in place of “%s”, ${ATTEMPTS.length} attempts`, async (words, { as, says }) => {
    const attempts = words.startsWith('https') ? ['javascript:alert(1)//', 'data:text/html,x'] : [ATTEMPTS.join(' ')];
    for (const attempt of attempts) {
      const proxy: RewritingProxy = await startRewritingProxy(sandbox().url, { [words]: attempt });
      const job = await JobChat.start({ ...sandbox(), url: proxy.url }, as);
      for (const text of says) await job.say(text);
      expect(findFaults(job.chat.channel.sent)).toEqual([]);
      const seen = JSON.stringify(job.chat.channel.sent);
      if (!words.startsWith('https')) expect(seen).toContain('everyone');
      await job.close();
      await proxy.stop();
    }
  });
});

describe('catalogue 22: words of a user are read back as they are and do nothing:', () => {
  test.each([
    ['in a ticket', 'customer', ['open a ticket', 'WORDS', 'customer@example.com', 'skip']],
    ['in a lead', 'customer', ['I would like an offer', 'WORDS', 'a@example.com', 'WORDS', 'Contoso']],
    ['in a message about an order', 'customer', ['problem with order 1003, other@example.com', 'WORDS']],
    ['in an IT problem', 'employee', ['report an IT problem', 'WORDS', '1', '1']],
    ['in a case for HR', 'employee', ['contact HR', 'WORDS', '1', 'WORDS']],
    ['in a search', 'customer', ['find a product', 'WORDS']],
    ['for a person', 'customer', ['leave a message', 'WORDS', 'customer@example.com', 'WORDS']],
  ] as const)(
    `%s, ${ATTEMPTS.length} attempts, four at a time`,
    async (_name, as, says) => {
      for (const attempt of GROUPS) {
        const job = await JobChat.start(sandbox(), as);
        for (const text of says) await job.say(text.replace('WORDS', () => `it is broken ${attempt}`));
        expect(findFaults(job.chat.channel.sent)).toEqual([]);
        await job.close();
      }
    },
    60_000,
  );

  test('in the system: as plain text, not as HTML', async () => {
    const job = await JobChat.start(sandbox(), 'customer');
    const words = 'my zip <img src=x onerror=alert(1)> [x](javascript:alert(1)) is broken';
    for (const text of ['open a ticket', words, 'customer@example.com', 'skip']) await job.say(text);
    await job.click('Open the ticket');
    const created = (await sandbox().requests('zendesk')).find(
      ({ method, path }) => method === 'POST' && path.includes('tickets'),
    );
    expect(JSON.stringify(created?.body)).toContain('<img src=x');
    expect(JSON.stringify(created?.body)).not.toContain('html_body');
    await job.close();
  });
});

describe('catalogue 22: pages and mails', () => {
  let server: Server;
  let origin: string;
  const mails = new MailCatcher();
  beforeAll(async () => {
    server = createServer();
    mountMailPage(server, mails, () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${server.address().port}`;
  });
  afterAll(() => void server.close());

  test('the page of caught mails shows tags as text, and could run nothing', async () => {
    for (const attempt of ATTEMPTS) await mails.send({ to: `"${attempt}"@x.example`, subject: attempt, text: attempt });
    const response = await fetch(`${origin}/mail`);
    const html = await response.text();
    expect(html).not.toMatch(/<(script|img|a |at)/i);
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('it is not shown under the name of another site, which would read the codes', async () => {
    const asked = request(`${origin}/mail`, { headers: { host: 'evil.example' } }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(403);
  });
});
