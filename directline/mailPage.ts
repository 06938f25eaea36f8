import type { Server } from 'restify';
import { checkHost } from './loopback';
import { escapeHtml } from '../website/html';
import { route, type Log } from '../website/route';

/** What the page shows; newest first. */
interface CaughtMails {
  readonly mails: readonly { to: string; subject: string; text: string; at: number }[];
}

/** Serves the mails that did not leave this machine, at `/mail`. Development only. */
export function mountMailPage(server: Server, catcher: CaughtMails, log: Log): void {
  server.get(
    '/mail',
    route(log, (request, response) => {
      // A site that points its own name at this machine would read the codes.
      checkHost(request);
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      });
      response.end(page(catcher));
      return Promise.resolve(undefined);
    }),
  );
}

function page({ mails }: CaughtMails): string {
  const shown = mails.map(
    ({ to, subject, text, at }) => `<article>
      <h2>${escapeHtml(subject)}</h2>
      <p class="meta">To ${escapeHtml(to)}, <time>${new Date(at).toISOString()}</time></p>
      <pre>${escapeHtml(text)}</pre>
    </article>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Caught mail</title>
    <link rel="stylesheet" href="/assets/mail.css">
  </head>
  <body>
    <main>
      <h1>Caught mail</h1>
      <p>In development no e-mail leaves this machine; it is shown here instead. Reload to see what is new.</p>
      ${shown.join('\n') || '<p>Nothing has been sent yet.</p>'}
    </main>
  </body>
</html>`;
}
