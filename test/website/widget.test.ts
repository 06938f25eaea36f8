import { clientAddress, networkOf } from '../../services/http/clientAddress';
import { ancestors, checkedOrigin } from '../../website/origins';
import { startWebsite, type WebsiteServer } from './websiteServer';

interface Colors {
  contrast: (one: string, other: string) => number;
  paletteOf: (brand: string, surface: string, bubble: string) => Record<string, string>;
}

describe('what is served', () => {
  let website: WebsiteServer;
  beforeAll(async () => void (website = await startWebsite({ domain: 'http://127.0.0.1:9/v3/directline' })));
  afterAll(() => website.stop());

  test('the script, to every page, small, compressed and once', async () => {
    const script = await fetch(`${website.origin}/widget.js`, { headers: { 'Accept-Encoding': 'br' } });
    expect(Object.fromEntries(script.headers)).toMatchObject({
      'content-encoding': 'br',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'cache-control': expect.stringContaining('max-age=300') as string,
    });
    const text = await script.text();
    expect(text.length).toBeLessThan(20_000);
    expect(text).not.toContain('{{');
    expect(text).toContain('Assistent von {company}');
    const headers = { 'Accept-Encoding': 'br', 'If-None-Match': script.headers.get('etag') ?? '' };
    expect((await fetch(`${website.origin}/widget.js`, { headers, cache: 'no-store' })).status).toBe(304);
  });

  test('the frame, to allowed websites only, with all its parts and no others', async () => {
    const frame = await fetch(`${website.origin}/widget`);
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/www\.example\.com https:\/\/shop\.example\.com$/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' blob: http://127.0.0.1:9 ws://127.0.0.1:9 ");
    expect(policy).not.toContain('unsafe');
    const html = await frame.text();
    expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*src=)|{{/);
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const asset = await fetch(`${website.origin}${path}`);
      expect([path, asset.status, asset.headers.get('x-content-type-options')]).toEqual([path, 200, 'nosniff']);
    }
  });
});

describe('any colour of a website', () => {
  const grounds = [
    ['#ffffff', '#f1f3fa'],
    ['#161a29', '#222840'],
  ] as const;

  test('gives a palette in which everything can be read, on light and dark', async () => {
    const path = '../../website/public/colors.js';
    const { contrast, paletteOf } = (await import(path)) as Colors;
    const steps = ['00', '33', '66', '99', 'cc', 'ff'];
    const colors = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)));
    for (const [surface, bubble] of grounds) {
      for (const color of colors) {
        const palette = paletteOf(color, surface, bubble);
        const of = (name: string) => palette[`--${name}`] ?? '';
        const pairs = [
          [of('accent'), surface],
          [of('accent'), bubble],
          [of('accent'), of('accent-soft')],
          [of('on-accent'), of('accent')],
          [of('on-brand'), of('brand')],
          [of('on-bubble-user'), of('bubble-user')],
        ] as const;
        const illegible = pairs.filter(([one, other]) => contrast(one, other) < 4.5);
        expect([color, surface, illegible]).toEqual([color, surface, []]);
      }
    }
  });
});

describe('the page that asks', () => {
  const ask = (origin: string | undefined, host: string, allowed: string[] | undefined, production: boolean) => {
    const request = { headers: { ...(origin !== undefined && { origin }), host } };
    try {
      return checkedOrigin(request as Parameters<typeof checkedOrigin>[0], { allowed, production });
    } catch {
      return 'refused';
    }
  };

  test.each<[string | undefined, string, boolean, boolean]>([
    ['https://www.example.com', 'bot.example.com', true, true],
    ['https://bot.example.com', 'bot.example.com', true, true],
    ['http://bot.example.com', 'bot.example.com', true, false],
    ['https://bot.example.com', 'other.example.com', true, false],
    [undefined, 'bot.example.com', true, false],
    ['http://localhost:8080', 'bot.example.com', true, false],
    ['http://localhost:8080', '127.0.0.1:3978', false, true],
    ['http://127.9.9.9:8080', '127.0.0.1:3978', false, true],
    ['http://[::1]:8080', '127.0.0.1:3978', false, true],
    ['http://192.168.1.5:3978', '192.168.1.5:3978', false, true],
    ['http://rebound.example:3978', 'rebound.example:3978', false, false],
    ['http://localhost.evil.example', '127.0.0.1:3978', false, false],
    [undefined, '127.0.0.1:3978', false, true],
  ])('%s at %s (production: %s) is let in: %s', (origin, host, production, letIn) => {
    expect(ask(origin, host, ['https://www.example.com'], production)).toBe(letIn ? origin : 'refused');
  });

  test('may show the frame where it is allowed, and on a developer’s machine', () => {
    expect(ancestors({ allowed: [], production: true })).toBe("'self'");
    expect(ancestors({ allowed: undefined, production: false })).toContain('http://localhost:*');
  });
});

describe('the address of a client', () => {
  const from = (forwarded: string | undefined, proxies: number) =>
    clientAddress(
      { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '10.0.0.1' } } as unknown as Parameters<
        typeof clientAddress
      >[0],
      proxies,
    );

  test.each<[string | undefined, number, string]>([
    ['198.51.100.1', 0, '10.0.0.1'],
    [undefined, 1, '10.0.0.1'],
    ['203.0.113.7', 1, '203.0.113.7'],
    ['203.0.113.7:54321', 1, '203.0.113.7'],
    ['made up, 203.0.113.7', 1, '203.0.113.7'],
    ['made up, 203.0.113.7, 10.1.1.1', 2, '203.0.113.7'],
    ['203.0.113.7', 2, '10.0.0.1'],
    ['[2001:db8::7]:443', 1, '2001:db8::7'],
    ['2001:db8::7', 1, '2001:db8::7'],
  ])('in "%s" with %i proxies is %s', (forwarded, proxies, address) => {
    expect(from(forwarded, proxies)).toBe(address);
  });

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
