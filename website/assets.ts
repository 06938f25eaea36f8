import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Server } from 'restify';
import type { Log } from './route';
import { mountFile } from './staticFile';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves a folder's styles, scripts and pictures at `/assets`; browsers ask each time whether one has changed. */
export function mountAssets(server: Server, folder: string, log: Log): void {
  for (const file of readdirSync(folder)) {
    const contentType = CONTENT_TYPES[extname(file)];
    const read = () => readFile(join(folder, file));
    if (contentType) mountFile(server, { path: `/assets/${file}`, contentType, cacheControl: 'no-cache', read }, log);
  }
}
