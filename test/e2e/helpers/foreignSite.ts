import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A website of another origin than the bot's, with a policy that allows nothing but the widget. */
export interface ForeignSite {
  origin: string;
  /** What `/token` gives: the signed-in user's token, or nothing for everybody else. */
  signedIn: { jwt: string | undefined };
  stop(): Promise<void>;
}

/** Attributes go onto the widget's tag; `scripts` are run before it. */
export async function startForeignSite(bot: string, attributes = '', tags = 1): Promise<ForeignSite> {
  const signedIn: ForeignSite['signedIn'] = { jwt: undefined };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const answer = (status: number, headers: Record<string, string>, body?: string) => {
      // Not in one chain: where restify has been loaded in this process, writeHead gives nothing back.
      response.writeHead(status, headers);
      response.end(body);
    };
    if (path === '/token') return answer(signedIn.jwt ? 200 : 204, { 'Content-Type': 'text/plain' }, signedIn.jwt);
    if (path === '/favicon.ico') return answer(204, {});
    if (path === '/site.css') return answer(200, { 'Content-Type': 'text/css' }, STYLE);
    const csp = `default-src 'none'; script-src ${bot}; frame-src ${bot}; connect-src 'self'; style-src 'self'; img-src 'self'`;
    const scripts = `<script src="${bot}/widget.js" ${attributes} defer></script>`.repeat(tags);
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': csp };
    answer(200, { ...headers, ...(path === '/isolated' && ISOLATED) }, page(path, scripts));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signedIn,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated */
const ISOLATED = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const page = (path: string, scripts: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Contoso Outdoor</title><link rel="stylesheet" href="/site.css">${scripts}
  </head>
  <body>
    <header><a href="/">Contoso Outdoor</a></header>
    <main>
      <h1>${path === '/other' ? 'Jackets for every weather' : 'Everything for the trail'}</h1>
      <p>Free delivery from 50 €, and a hundred days to send things back.</p>
      <p><a href="/other" id="other">Jackets</a></p>
    </main>
  </body>
</html>`;

/** Rules that would spoil a chat without a wall around it. */
const STYLE = `
  body { margin: 0; font: 17px/1.6 Georgia, serif; background: #fbf8f3; color: #23201b; }
  header { padding: 20px 40px; background: #23402f; } header a { color: #fff; }
  main { max-width: 720px; padding: 20px 40px; } a { color: #17503a; }
  button { background: red !important; border-radius: 0 !important; width: 300px !important; }
  div:empty { display: none !important; } body { transform: translateX(0); min-height: 3000px; }
  p, section { font-size: 30px !important; text-transform: uppercase; } main p { font-size: 17px !important; text-transform: none; }
`;
