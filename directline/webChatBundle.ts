import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Server } from 'restify';
import { route, type Log } from './route';

/**
 * Web Chat's browser bundle. The smaller `webchat-minimal.js` draws neither Adaptive Cards nor hero cards; `webchat.js` is the
 * smallest that does. It is found beside the package's main file, because the package exports no other path.
 */
const PACKAGE = join(dirname(require.resolve('botframework-webchat')), '..');
const BUNDLE = join(PACKAGE, 'dist', 'webchat.js');

type Encoding = 'br' | 'gzip' | 'identity';

const compress: Record<Encoding, (bundle: Buffer) => Promise<Buffer>> = {
  // Nearly as small as the best quality, in a fraction of a second instead of ten.
  br: (bundle) => promisify(brotliCompress)(bundle, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: promisify<Buffer, Buffer>(gzip),
  identity: (bundle) => Promise.resolve(bundle),
};

/** Serves the bundle, compressed once for each encoding that is asked for. Gives its path, which changes with its version. */
export function mountWebChatBundle(server: Server, log: Log): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const path = `/assets/webchat-${version}.js`;
  const compressed = new Map<Encoding, Promise<Buffer>>();
  server.get(
    path,
    route(log, async (request, response) => {
      const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''));
      let content = compressed.get(encoding);
      if (!content) compressed.set(encoding, (content = readFile(BUNDLE).then(compress[encoding])));
      response.writeHead(200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'public, max-age=31536000, immutable',
        'X-Content-Type-Options': 'nosniff',
        Vary: 'Accept-Encoding',
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      });
      response.end(await content);
      return undefined;
    }),
  );
  return path;
}

function encodingFor(accepted: string): Encoding {
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}
