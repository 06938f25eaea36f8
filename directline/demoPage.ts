import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Server } from 'restify';
import { escapeHtml } from './html';
import { route, type Log } from './route';
import { mountSandboxControls } from './sandboxControls';
import { mountWebChatBundle } from './webChatBundle';

const PUBLIC = join(__dirname, 'public');
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface DemoPageOptions {
  companyName: string;
  /** Shows the panel that plays persona and faults, and lets it work. */
  development: boolean;
  /** The sandbox's own address; without it the panel has no faults to play. */
  sandboxUrl?: string | undefined;
  /** Mails are caught and shown at `/mail`. */
  mails?: boolean;
  log: Log;
}

/** Serves the page with Web Chat and everything it needs; nothing comes from elsewhere. */
export function mountDemoPage(server: Server, options: DemoPageOptions): void {
  const { companyName, development, log } = options;
  const sandboxUrl = development ? options.sandboxUrl : undefined;
  const webChat = mountWebChatBundle(server, log);
  for (const file of readdirSync(PUBLIC)) if (extname(file) in CONTENT_TYPES) mountAsset(server, file, log);
  if (sandboxUrl !== undefined) mountSandboxControls(server, sandboxUrl, log);

  const template = readFileSync(join(PUBLIC, 'index.html'), 'utf8');
  const initial = companyName.charAt(0).toUpperCase();
  const values = {
    companyName,
    initial,
    webChat,
    development,
    sandbox: sandboxUrl !== undefined,
    mails: options.mails === true,
  };
  server.get(
    '/',
    route(log, async (_request, response) => {
      const nonce = randomBytes(16).toString('base64');
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': contentSecurityPolicy(nonce, development),
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
      });
      response.end(fill(template, { ...values, nonce }));
      return Promise.resolve(undefined);
    }),
  );
}

/** Serves one file of the public folder; browsers ask each time whether it has changed. */
function mountAsset(server: Server, file: string, log: Log): void {
  const content = readFileSync(join(PUBLIC, file));
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  const headers = { ETag: tag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  server.get(
    `/assets/${file}`,
    route(log, async (request, response) => {
      const isKnown = request.headers['if-none-match'] === tag;
      response.writeHead(isKnown ? 304 : 200, { ...headers, 'Content-Type': CONTENT_TYPES[extname(file)] });
      response.end(isKnown ? undefined : content);
      return Promise.resolve(undefined);
    }),
  );
}

/** The hash of an empty style element: one part of Web Chat makes it without the nonce, then fills it through the object model. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * Only this site's scripts and styles. Web Chat makes style elements while it runs, which carry the nonce; it scales pictures
 * in a worker made of a blob and reads files to upload from blob addresses. Cards may show pictures from anywhere.
 */
function contentSecurityPolicy(nonce: string, development: boolean): string {
  const channel = development ? '' : ' https://*.botframework.com wss://*.botframework.com';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${EMPTY_STYLE}`,
    "img-src 'self' data: blob: https:",
    'media-src https: blob:',
    `connect-src 'self' blob:${channel}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** Puts values in the places named `{{so}}`. */
function fill(template: string, values: Record<string, string | boolean>): string {
  return template.replace(/{{(\w+)}}/g, (_place, name: string) => escapeHtml(String(values[name])));
}
