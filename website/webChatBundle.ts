import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Server } from 'restify';
import type { Log } from './route';
import { mountFile } from './staticFile';

/**
 * Web Chat's browser bundle. The smaller `webchat-minimal.js` draws neither Adaptive Cards nor hero cards; `webchat.js` is the
 * smallest that does. It is found beside the package's main file, because the package exports no other path.
 */
const PACKAGE = join(dirname(require.resolve('botframework-webchat')), '..');
const BUNDLE = join(PACKAGE, 'dist', 'webchat.js');

/** Serves the bundle. Gives its path, which changes with its version. */
export function mountWebChatBundle(server: Server, log: Log): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const path = `/assets/webchat-${version}.js`;
  const cacheControl = 'public, max-age=31536000, immutable';
  const contentType = 'text/javascript; charset=utf-8';
  mountFile(server, { path, contentType, cacheControl, read: () => readFile(BUNDLE) }, log);
  return path;
}
