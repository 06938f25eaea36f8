import type { ConversationReference } from 'botbuilder';
import fc from 'fast-check';
import { createAdapter } from '../../bots/adapter';
import { serviceUrlRule } from '../../bots/serviceUrls';
import { loadConfig } from '../../services/config';
import { startHttpBot, type HttpBot } from '../bots/httpBot';
import { Chat } from '../helpers/chat';
import { ASK } from '../helpers/lookUp';
import { ManualVendor, anOrder } from '../helpers/vendor';
import { startCanary, startRedirect, type Canary } from './canary';
import { APP_ID, PRODUCTION, SERVICE_URL, startTokenService, type TokenService } from './tokenService';

const GOVERNMENT = { ...PRODUCTION, ChannelService: 'https://botframework.azure.us' };
const EXTENDED = { ...PRODUCTION, ALLOWED_SERVICE_URLS: 'https://connector.example.com,https://*.example.org' };
const ruleOf = (settings: Record<string, string>) => serviceUrlRule(loadConfig(settings));
const inProduction = ruleOf(PRODUCTION);

test.each([
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/amer/99999999-8888-7777-6666-555555555555/',
  'https://SMBA.trafficmanager.net:443/apac',
  'https://smba.infra.gcc.teams.microsoft.com/teams',
  'https://directline.botframework.com/',
  'https://europe.directline.botframework.com/',
  'https://webchat.botframework.com/',
])('catalogue 18: %s is a channel', (url) => expect(inProduction(url)).toBe(true));

/** Ways to lead elsewhere, or inside. */
const TRAPS = [
  ...[
    '',
    'x',
    '//smba.trafficmanager.net',
    'file:///etc/passwd',
    'ftp://webchat.botframework.com/',
    'data:text/html,x',
  ],
  ...[
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:8443/emea/',
    'https://botframework.com/',
  ],
  ...['https://smba.trafficmanager.net.evil.example/', 'https://evil.example/smba.trafficmanager.net/'],
  ...['https://evilbotframework.com/', 'https://webchat.botframework.com.evil.example/', 'https://trafficmanager.net/'],
  ...['https://evil.trafficmanager.net/', 'https://smba.trafficmanager.net./', 'https://xsmba.trafficmanager.net/'],
  ...['https://smba.trafficmanager.net@evil.example/', 'https://user:word@smba.trafficmanager.net/'],
  ...['https://evil.example\\@smba.trafficmanager.net/', 'https://evil.example?smba.trafficmanager.net'],
  ...[
    'https://evil.example#.botframework.com',
    'https://evil.example/.botframework.com',
    'https://evil.example%2f.botframework.com',
  ],
  ...['https://169.254.169.254/latest/', 'http://169.254.169.254/', 'https://[::ffff:169.254.169.254]/'],
  ...['https://2852039166/', 'https://0xa9fea9fe/', 'https://0251.0376.0251.0376/', 'https://169.254.43518/'],
  ...['https://10.0.0.1/', 'https://172.16.0.1/', 'https://192.168.0.1/', 'https://100.64.0.1/', 'https://[fd00::1]/'],
  ...['https://[fe80::1]/', 'https://[::1]/', 'https://127.0.0.1/', 'https://127.1/', 'https://2130706433/'],
  ...[
    'https://0/',
    'https://0.0.0.0/',
    'https://[::]/',
    'https://localhost/',
    'http://localhost/',
    'http://127.0.0.1:3978/',
  ],
  ...[
    'https://metadata.google.internal/',
    'https://127.0.0.1.nip.io/',
    'https://webchat。botframework.com.evil.example/',
  ],
];

test(`catalogue 18: none of ${TRAPS.length} ways around is a channel, in any cloud, whatever is added`, () => {
  for (const rule of [inProduction, ruleOf(GOVERNMENT), ruleOf(EXTENDED)])
    expect(TRAPS.filter((url) => rule(url))).toEqual([]);
});

test('catalogue 18: none of 20,000 other addresses is a channel', () => {
  const host = fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV4Extended(),
    fc.ipV6().map((address) => `[${address}]`),
  );
  const around = fc.constantFrom('', 'smba.trafficmanager.net@', 'x.botframework.com:');
  const after = fc.constantFrom('/', '/emea/', '?.botframework.com', '#.botframework.com', '\\.botframework.com');
  const url = fc
    .tuple(fc.constantFrom('https://', 'http://', 'https:/'), around, host, after)
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(url, (address) => !inProduction(address)),
    { numRuns: 20_000, seed: 18 },
  );
});

test('catalogue 18: the government’s cloud has its own channels, and settings add some', () => {
  const [government, extended] = [ruleOf(GOVERNMENT), ruleOf(EXTENDED)];
  expect(government('https://smba.infra.gov.teams.microsoft.us/gcch')).toBe(true);
  expect(government(SERVICE_URL)).toBe(false);
  expect(['https://connector.example.com/a/', 'https://eu.example.org/'].every(extended)).toBe(true);
  expect(['https://example.org/', 'https://x.connector.example.com/', 'http://eu.example.org/'].some(extended)).toBe(
    false,
  );
});

test.each([
  'http://connector.example.com',
  'connector.example.com',
  'https://*',
  'https://*.com/x',
  'https://a.b@c.de',
])('catalogue 18: ALLOWED_SERVICE_URLS=%s is refused at the start', (value) => {
  expect(() => loadConfig({ ...PRODUCTION, ALLOWED_SERVICE_URLS: value })).toThrow('ALLOWED_SERVICE_URLS must be');
});

describe('catalogue 18: what nobody may call is not called', () => {
  let canary: Canary;
  let tokens: TokenService;
  let bot: HttpBot;
  beforeAll(async () => {
    [canary, tokens] = await Promise.all([startCanary(), startTokenService()]);
    bot = await startHttpBot(new ManualVendor().services, PRODUCTION, [], tokens);
  });
  afterAll(() => Promise.all([bot.stop(), canary.stop(), tokens.stop()]));

  const reference = (serviceUrl: string): Partial<ConversationReference> => ({
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: 'c', name: '', isGroup: false, conversationType: 'personal' },
    bot: { id: 'b', name: '' },
  });
  const hello = async (context: { sendActivity(text: string): Promise<unknown> }) => {
    await context.sendActivity('hello');
  };

  test.each([
    ...['http://127.0.0.1:PORT', 'https://127.0.0.1:PORT', 'http://localhost:PORT/', 'http://[::1]:PORT/'],
    ...['http://[::ffff:127.0.0.1]:PORT/', 'http://2130706433:PORT/', 'http://0x7f.1:PORT/', 'http://0177.0.0.1:PORT/'],
    ...['http://0:PORT/', 'https://smba.trafficmanager.net@127.0.0.1:PORT/', 'http://127.0.0.1:PORT#.botframework.com'],
  ])('by a message that comes with a token for it, nor by one of the bot’s own: %s', async (address) => {
    const serviceUrl = address.replace('PORT', String(canary.port));
    const headers = { authorization: `Bearer ${await tokens.token({ claims: { serviceurl: serviceUrl } })}` };
    const response = await bot.post(bot.activity({ text: 'help', channelId: 'msteams', serviceUrl }), headers);
    expect([400, 403]).toContain(response.status);
    const adapter = createAdapter(loadConfig(PRODUCTION), tokens.cloud);
    const sent = adapter.continueConversationAsync(APP_ID, reference(serviceUrl), hello);
    await expect(sent).rejects.toThrow('messages may not be sent to this serviceUrl');
    expect(canary.connections()).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])('by a channel that answers with %d', async (status) => {
    const channel = await startRedirect(status, `http://127.0.0.1:${canary.port}/v3/conversations`);
    const adapter = createAdapter(loadConfig({}));
    await adapter.continueConversationAsync('', reference(channel.url), hello).catch(() => undefined);
    expect(canary.connections()).toBe(0);
    await channel.stop();
  });

  test('though it would be there to be called', async () => {
    const adapter = createAdapter(loadConfig({}));
    await adapter.continueConversationAsync('', reference(`http://127.0.0.1:${canary.port}`), hello);
    expect(canary.connections()).toBe(1);
  });
});

test.each([
  [SERVICE_URL, 1],
  ['https://169.254.169.254/', 0],
  ['http://127.0.0.1/directline', 0],
])(
  'catalogue 18: a late answer in a conversation that was stored at %s is sent %d times',
  async (serviceUrl, times) => {
    const vendor = new ManualVendor();
    const chat = await Chat.start({ services: vendor.services, settings: PRODUCTION });
    void chat.send({ text: ASK, serviceUrl });
    await chat.clock.advance(3_000);
    chat.heard();
    vendor.last.answer(anOrder());
    await chat.clock.advance(1_000);
    expect(chat.heard().filter((text) => text.includes('(card) Order 1001'))).toHaveLength(times);
    const [left] = await chat.database.query('SELECT state FROM operations WHERE closed_at IS NULL');
    expect(left).toBeUndefined();
    await chat.close();
  },
);
