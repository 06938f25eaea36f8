import fc from 'fast-check';
import { systemClock } from '../../../services/operations/clock';
import { BODIES, SECRET, SIGNATURE_HEADER, signedHeaders, VENDORS, type VendorId } from './sign';
import { startReceiver, type WebhookReceiver } from './webhookReceiver';

const MINUTE_MS = 60_000;

let receiver: WebhookReceiver;
beforeAll(async () => void (receiver = await startReceiver()));
afterAll(() => receiver.stop());

/** Whatever was refused: nothing is stored and nothing told. */
async function expectNoEffect(): Promise<void> {
  expect(await receiver.database.query('SELECT * FROM webhook_deliveries')).toEqual([]);
  expect(await receiver.told()).toEqual([]);
}

const replaceAt = (text: string, index: number, character: string) =>
  text.slice(0, index) + character + text.slice(index + 1);

describe.each(VENDORS)('catalogue 17: %s', (vendor) => {
  const body = BODIES[vendor];
  const name = SIGNATURE_HEADER[vendor];
  const headers = signedHeaders(vendor, body);
  const signature = headers[name] ?? '';
  const withSignature = (text: string) => ({ ...headers, [name]: text });
  const without = Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));
  const refused = async (sent: string, sentHeaders: Record<string, string>) => {
    expect(await receiver.post(vendor, sent, sentHeaders)).toBe(401);
    await expectNoEffect();
  };

  test('no signature', () => refused(body, without));
  test('no headers at all', () => refused(body, {}));
  test('an empty signature', () => refused(body, withSignature('')));
  test('a truncated signature', () => refused(body, withSignature(signature.slice(0, -1))));
  test('half of the signature', () => refused(body, withSignature(signature.slice(0, signature.length / 2))));
  test('a longer signature', () => refused(body, withSignature(`${signature}A`)));
  test('the signature of somebody else', () => refused(body, signedHeaders(vendor, body, { secret: 'x'.repeat(20) })));
  test('the signature of an empty secret', () => refused(body, signedHeaders(vendor, body, { secret: '' })));
  test('an empty body under the signature of another', () => refused('', headers));
  test('a space after the body', () => refused(`${body} `, headers));
  test('the body of another day under this signature', () => refused(body.replace('-04T', '-05T'), headers));

  test('any character of the signature altered', async () => {
    const altered = [...signature].map((character, index) =>
      replaceAt(signature, index, character === 'A' ? 'B' : 'A'),
    );
    const statuses = await Promise.all(altered.map((text) => receiver.post(vendor, body, withSignature(text))));
    expect(new Set(statuses)).toEqual(new Set([401]));
    await expectNoEffect();
  });

  test('any byte of the body altered', async () => {
    const altered = [...Buffer.from(body)].map((byte, index) => Buffer.from(body).fill(byte ^ 1, index, index + 1));
    const statuses = await Promise.all(altered.map((bytes) => receiver.post(vendor, bytes, headers)));
    expect(new Set(statuses)).toEqual(new Set([401]));
    await expectNoEffect();
  });

  test('arbitrary bytes and headers: never taken without a valid signature, never a crash', async () => {
    const header = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => text.trim());
    const given = fc.record({ [name]: header, 'x-webhook-timestamp': header, 'x-shopify-topic': header });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), given, async (bytes, fuzzed) => {
        expect(await receiver.post(vendor, bytes, fuzzed)).toBe(401);
      }),
      { numRuns: 100 },
    );
    await expectNoEffect();
  });
});

describe('a signed time that is not of these minutes', () => {
  const signsTime = VENDORS.filter((vendor) => vendor !== 'shopify');

  test.each(signsTime.flatMap((vendor) => [-6, 6].map((minutes) => [vendor, minutes] as const)))(
    'catalogue 17: %s, %i minutes from now → 401',
    async (vendor, minutes) => {
      const at = systemClock.now() + minutes * MINUTE_MS;
      expect(await receiver.post(vendor, BODIES[vendor], signedHeaders(vendor, BODIES[vendor], { at }))).toBe(401);
      await expectNoEffect();
    },
  );

  test.each(signsTime)('a recording of %s with a fresh time put on it → 401', async (vendor) => {
    const old = signedHeaders(vendor, BODIES[vendor], { at: systemClock.now() - 10 * MINUTE_MS });
    const fresh = signedHeaders(vendor, BODIES[vendor]);
    const headers = { ...fresh, [SIGNATURE_HEADER[vendor]]: old[SIGNATURE_HEADER[vendor]] ?? '' };
    expect(await receiver.post(vendor, BODIES[vendor], headers)).toBe(401);
    await expectNoEffect();
  });
});

describe('a vendor that is not let in', () => {
  const NO_ZENDESK_SECRET = {
    SANDBOX: 'off',
    CRM_VENDOR: 'none',
    COMMERCE_VENDOR: 'shopify',
    HELPDESK_VENDOR: 'zendesk',
    HR_VENDOR: 'none',
    ITSM_VENDOR: 'none',
    FINANCE_VENDOR: 'none',
    ZENDESK_SUBDOMAIN: 'acme',
    ZENDESK_EMAIL: 'bot@acme.example',
    ZENDESK_API_TOKEN: 'token',
    SHOPIFY_SHOP_DOMAIN: 'acme.myshopify.com',
    SHOPIFY_ADMIN_TOKEN: 'token',
    SHOPIFY_WEBHOOK_SECRET: 'the-old-shop-secret, the-new-shop-secret',
  };
  let real: WebhookReceiver;
  beforeAll(async () => void (real = await startReceiver({ settings: NO_ZENDESK_SECRET })));
  afterAll(() => real.stop());

  const answerTo = async (vendor: string) => {
    const headers = signedHeaders('zendesk', BODIES.zendesk);
    const response = await fetch(`${real.url}/webhooks/${vendor}`, { method: 'POST', headers, body: BODIES.zendesk });
    const named = [...response.headers].filter(([name]) => name !== 'date');
    return { status: response.status, headers: named, text: (await response.text()).replaceAll(vendor, '') };
  };

  test('catalogue 17: without a secret it is answered like one that does not exist', async () => {
    const [known, unknown] = [await answerTo('zendesk'), await answerTo('zendask')];
    expect(known.status).toBe(404);
    expect(known).toEqual(unknown);
  });

  test('one that is not in use, and one that is no vendor', async () => {
    expect((await answerTo('workday')).status).toBe(404);
    expect((await answerTo('__proto__')).status).toBe(404);
    expect((await answerTo('constructor')).status).toBe(404);
  });

  test('catalogue 17: one with credentials of its own takes its two secrets, and never the sandbox’s', async () => {
    const status = (secret: string, id: string) =>
      real.post('shopify', BODIES.shopify, signedHeaders('shopify', BODIES.shopify, { secret, id }));
    expect(await status(SECRET, 'a')).toBe(401);
    expect(await status('the-old-shop-secret', 'b')).toBe(200);
    expect(await status('the-new-shop-secret', 'c')).toBe(200);
    expect(await status('the-old-shop-secret, the-new-shop-secret', 'd')).toBe(401);
  });

  test.each(['short', 'a-long-enough-secret,short', 'one-long-secret-a,one-long-secret-b,one-long-secret-c'])(
    'the setting "%s" is refused at start',
    async (secret) => {
      const settings = { ...NO_ZENDESK_SECRET, SHOPIFY_WEBHOOK_SECRET: secret };
      await expect(startReceiver({ settings })).rejects.toThrow('SHOPIFY_WEBHOOK_SECRET');
    },
  );
});

describe('a body that is too much', () => {
  const large = JSON.stringify({ padding: 'x'.repeat(256 * 1024) });

  test.each<VendorId>(['shopify', 'zendesk'])('%s: catalogue 17: too large → 413, signed or not', async (vendor) => {
    expect(await receiver.post(vendor, large, signedHeaders(vendor, large))).toBe(413);
    expect(await receiver.post(vendor, large)).toBe(413);
    await expectNoEffect();
  });

  test('compressed → 415', async () => {
    const headers = { ...signedHeaders('shopify', BODIES.shopify), 'content-encoding': 'gzip' };
    expect(await receiver.post('shopify', BODIES.shopify, headers)).toBe(415);
    await expectNoEffect();
  });

  test.each([
    ['no JSON', '{"name":'],
    ['nothing', ''],
    ['null', 'null'],
    ['lists nested 100,000 deep', '['.repeat(100_000)],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('signed, but %s → 400, and nothing of it in the log', async (_name, body) => {
    const text = body.toString();
    const bytes = Buffer.from(body);
    const headers = signedHeaders('shopify', text);
    headers['x-shopify-hmac-sha256'] =
      signedHeaders('shopify', bytes as unknown as string)['x-shopify-hmac-sha256'] ?? '';
    expect(await receiver.post('shopify', bytes, headers)).toBe(400);
    await expectNoEffect();
  });
});
