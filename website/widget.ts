import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from 'restify';
import { FAMILIAR, languages, textsOf } from '../resources/responses';
import { contentSecurityPolicy } from './contentSecurityPolicy';
import { fillHtml } from './html';
import { ancestors, type OriginRules } from './origins';
import { route, type Log } from './route';
import { mountFile } from './staticFile';

const PUBLIC = join(__dirname, 'public');
/** Soon enough for a new version, long enough for a visit. */
const CACHE = 'public, max-age=300, stale-while-revalidate=86400';
/** Any page may load these two; only allowed ones may show the frame. */
const FOR_EVERYBODY = { 'Cross-Origin-Resource-Policy': 'cross-origin' };
/** Pages that isolate themselves show no frame without it; pictures in cards come from anywhere, so they are asked for without cookies. */
const ISOLATED = { 'Cross-Origin-Embedder-Policy': 'credentialless' };

export interface WidgetOptions {
  companyName: string;
  /** Whether languages that know two forms of address use the familiar one. */
  familiar: boolean;
  origins: OriginRules;
  /** Where Web Chat's bundle is served. */
  webChat: string;
  /** What the frame connects to beside this server, in the words of its content security policy. */
  channel: string;
  log: Log;
}

/** `GET /widget.js`, the one script that a website includes, and `GET /widget`, the frame that it opens. */
export function mountWidget(server: Server, options: WidgetOptions): void {
  const { companyName, familiar, log } = options;
  const inLanguage = (language: string) => textsOf('widget', familiar ? `${language}${FAMILIAR}` : language);
  const texts = JSON.stringify(Object.fromEntries(languages.map((language) => [language, inLanguage(language)])));
  const values = { companyName, texts, webChat: options.webChat };
  const style = readFileSync(join(PUBLIC, 'widget.css'), 'utf8');
  const script = readFileSync(join(PUBLIC, 'widget.js'), 'utf8')
    .replace("'{{texts}}'", () => texts)
    .replace("'{{style}}'", () => JSON.stringify(style))
    .replace("'{{companyName}}'", () => JSON.stringify(companyName));
  mountFile(
    server,
    {
      path: '/widget.js',
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: CACHE,
      read: () => Promise.resolve(Buffer.from(script)),
      headers: { ...FOR_EVERYBODY, 'Access-Control-Allow-Origin': '*' },
    },
    log,
  );

  const template = readFileSync(join(PUBLIC, 'frame.html'), 'utf8');
  server.get(
    '/widget',
    route(log, (_request, response) => {
      const nonce = randomBytes(16).toString('base64');
      const { channel, origins } = options;
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': contentSecurityPolicy({ nonce, channel, ancestors: ancestors(origins) }),
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
        ...FOR_EVERYBODY,
        ...ISOLATED,
      });
      response.end(fillHtml(template, { ...values, nonce }));
      return Promise.resolve(undefined);
    }),
  );
}
