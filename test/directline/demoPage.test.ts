import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import restify from 'restify';
import { mountDemoPage, type DemoPageOptions } from '../../directline/demoPage';
import { mountAssets } from '../../website/assets';
import { mountWebChatBundle } from '../../website/webChatBundle';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function servePage(options: Partial<DemoPageOptions> = {}): Promise<string> {
  const server = restify.createServer();
  const log = () => undefined;
  const webChat = mountWebChatBundle(server, log);
  mountAssets(server, join(__dirname, '..', '..', 'website', 'public'), log);
  const page = { companyName: 'Bits & <Bobs>', webChat, channel: '', development: true, log };
  mountDemoPage(server, { ...page, ...options });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    (server.server as Server).closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** A sandbox that notes what it is asked. */
async function serveSandbox(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`.trim());
      response.setHeader('Content-Type', 'application/json').end('[]');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('the page runs nothing but its own files', async () => {
  const origin = await servePage();
  const page = await fetch(origin);
  const html = await page.text();
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self';.*frame-ancestors 'self'/);
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain(`'nonce-${/nonce="([^"]+)"/.exec(html)?.[1]}'`);
  expect(html).toContain('Bits &#38; &#60;Bobs&#62; assistant');
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*src=)|{{/);

  for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    const asset = await fetch(`${origin}${path}`);
    expect([path, asset.status, asset.headers.get('x-content-type-options')]).toEqual([path, 200, 'nosniff']);
  }
});

test('two visits have two nonces', async () => {
  const origin = await servePage();
  const [one, two] = await Promise.all([fetch(origin), fetch(origin)]);
  expect(one.headers.get('content-security-policy')).not.toBe(two.headers.get('content-security-policy'));
});

test('a file is sent once, Web Chat compressed and for good', async () => {
  const origin = await servePage();
  const style = await fetch(`${origin}/assets/style.css`);
  const tag = style.headers.get('etag') ?? '';
  const again = await fetch(`${origin}/assets/style.css`, { headers: { 'If-None-Match': tag }, cache: 'no-store' });
  expect(again.status).toBe(304);

  const path = /\/assets\/webchat-[^"]+/.exec(await (await fetch(origin)).text())?.[0] ?? '';
  for (const encoding of ['br', 'gzip']) {
    const bundle = await fetch(`${origin}${path}`, { headers: { 'Accept-Encoding': encoding } });
    expect(bundle.headers.get('content-encoding')).toBe(encoding);
    expect(bundle.headers.get('cache-control')).toContain('immutable');
    expect(await bundle.text()).toContain('renderWebChat');
  }
});

test('the switches reach the sandbox from the page, not from elsewhere', async () => {
  const sandbox = await serveSandbox();
  const origin = await servePage({ sandboxUrl: sandbox.url });
  const call = (method: string, path: string, headers: object, body?: string) =>
    fetch(`${origin}${path}`, { method, headers: { ...headers }, ...(body !== undefined && { body }) });
  const json = { 'Content-Type': 'application/json' };

  expect((await call('GET', '/dev/status', {})).status).toBe(200);
  expect((await call('DELETE', '/dev/faults', { ...json, Origin: origin })).status).toBe(200);
  expect((await call('POST', '/dev/faults', { ...json, Origin: origin }, '{"vendor":"shopify"}')).status).toBe(200);
  expect((await call('POST', '/dev/reset', json, '{}')).status).toBe(200);
  expect((await call('POST', '/dev/faults', { ...json, Origin: 'https://evil.example' }, '{}')).status).toBe(403);
  expect((await call('POST', '/dev/faults', { 'Content-Type': 'text/plain' }, '{}')).status).toBe(415);
  expect(sandbox.asked).toEqual([
    'GET /control/status',
    'DELETE /control/faults',
    'POST /control/faults {"vendor":"shopify"}',
    'POST /control/reset {}',
  ]);
});
