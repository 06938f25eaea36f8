import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import { WebSocketServer } from 'ws';
import { readWatermark, sessionOf, type Channel } from './channel';
import { ChannelError } from '../website/channelError';
import { checkOrigin } from './loopback';

const STREAM_PATH = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;

/** Lets clients open their stream as a WebSocket. Gives a function that stops it. */
export function mountStream(server: Server, channel: Channel): () => void {
  // Clients send nothing but empty frames on this socket.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Nobody else listens while the token is checked, and an unheard error would end the process.
    socket.on('error', () => socket.destroy());
    const url = URL.parse(request.url ?? '', 'http://localhost');
    const conversationId = STREAM_PATH.exec(url?.pathname ?? '')?.[1];
    if (!url || conversationId === undefined) {
      // Nobody else will: a connection without an answer would stay open.
      if (server.listenerCount('upgrade') === 1) refuse(socket, new ChannelError(404, 'NotFound', 'No such stream.'));
      return;
    }
    open(request, conversationId, url.searchParams).then(
      (watermark) =>
        sockets.handleUpgrade(request, socket, head, (client) => channel.stream.add(client, conversationId, watermark)),
      (error: unknown) => refuse(socket, error),
    );
  };

  const open = async (request: IncomingMessage, conversationId: string, query: URLSearchParams): Promise<string> => {
    checkOrigin(request);
    // A browser cannot set headers on a WebSocket; the token is in the address, as with the real service.
    await sessionOf(channel, conversationId, query.get('t') ?? undefined);
    return readWatermark(query.get('watermark'));
  };

  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
  };
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof ChannelError ? error.status : 500;
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
