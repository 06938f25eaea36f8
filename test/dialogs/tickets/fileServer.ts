import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';

/** A channel's file store on this machine, as the local Direct Line has one. */
export interface FileServer {
  /** What a message with a file looks like. */
  message(name?: string): Partial<Activity>;
  close(): Promise<void>;
}

export async function startFileServer(content = 'a picture'): Promise<FileServer> {
  const server = createServer((_request, response) => void response.end(content));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    message: (name = 'screen.png') => ({
      serviceUrl: `${origin}/directline`,
      attachments: [{ contentType: 'image/png', name, contentUrl: `${origin}/files/1` }],
    }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
