import type { Server } from 'restify';
import type { ActivityStore, StoredFile } from './activityStore';
import { ChannelError } from '../website/channelError';
import { pathPart, route, type Log } from '../website/route';

/** Pictures that cannot carry a script, so a browser may show them in place. */
const PICTURE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function isPicture(file: StoredFile): boolean {
  return PICTURE_TYPES.has(file.contentType);
}

/** Gives uploaded files back, to the page and to the bot. Whoever knows the address may read: pictures carry no token. */
export function mountFileRoute(server: Server, store: ActivityStore, log: Log): void {
  server.get(
    '/v3/directline/conversations/:conversationId/files/:fileId',
    route(log, async (request, response) => {
      const file = await store.findFile(pathPart(request, 'conversationId'), pathPart(request, 'fileId'));
      if (!file) throw new ChannelError(404, 'NotFound', 'There is no such file.');
      response.writeHead(200, headersOf(file));
      response.end(file.content);
      return undefined;
    }),
  );
}

/** What a stranger uploaded must never run as a page of this site. */
function headersOf(file: StoredFile): Record<string, string | number> {
  const { contentType, name, content } = file;
  const isShown = isPicture(file);
  const fileName = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return {
    'Content-Type': isShown ? contentType : 'application/octet-stream',
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${fileName}`,
    'Content-Length': content.length,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=3600',
  };
}
