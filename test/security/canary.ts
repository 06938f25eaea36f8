import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server inside the network that nobody may make the bot call: it counts who connects, before a byte is sent. */
export interface Canary {
  port: number;
  connections(): number;
  stop(): Promise<void>;
}

export async function startCanary(): Promise<Canary> {
  const server = createServer((_request, response) => void response.end('{"id": "1"}'));
  let connections = 0;
  server.on('connection', (_socket: Socket) => void connections++);
  const port = await listenAnywhere(server);
  return { port, connections: () => connections, stop: () => stopServer(server) };
}

/** A channel that sends whoever calls it elsewhere. */
export async function startRedirect(status: number, to: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(status, { location: to });
      response.end();
    });
  });
  const port = await listenAnywhere(server);
  return { url: `http://127.0.0.1:${port}`, stop: () => stopServer(server) };
}

/** On all addresses of this machine: an address may be written in many ways. */
async function listenAnywhere(server: Server): Promise<number> {
  server.listen(0);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
