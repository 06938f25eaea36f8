import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from 'restify';
import { mountAssets } from '../website/assets';
import { contentSecurityPolicy } from '../website/contentSecurityPolicy';
import { fillHtml } from '../website/html';
import { route, type Log } from '../website/route';
import { mountSandboxControls } from './sandboxControls';

const PUBLIC = join(__dirname, 'public');

export interface DemoPageOptions {
  companyName: string;
  /** Where Web Chat's bundle is served. */
  webChat: string;
  /** Where Direct Line is, when it is not here, in the words of a content security policy. */
  channel: string;
  /** Shows the panel that plays persona and faults, and lets it work. */
  development: boolean;
  /** The sandbox's own address; without it the panel has no faults to play. */
  sandboxUrl?: string | undefined;
  /** Mails are caught and shown at `/mail`. */
  mails?: boolean;
  log: Log;
}

/** Serves the page with Web Chat, beside what the website's part serves; nothing comes from elsewhere. */
export function mountDemoPage(server: Server, options: DemoPageOptions): void {
  const { companyName, webChat, channel, development, log } = options;
  const sandboxUrl = development ? options.sandboxUrl : undefined;
  mountAssets(server, PUBLIC, log);
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
        'Content-Security-Policy': contentSecurityPolicy({ nonce, channel, ancestors: "'self'" }),
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
      });
      response.end(fillHtml(template, { ...values, nonce }));
      return Promise.resolve(undefined);
    }),
  );
}
