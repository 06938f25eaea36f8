import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came of bytes on a connection: the status of the first answer, or that the server cut it. */
export type Outcome = number | 'cut' | 'waiting';

/** Sends bytes as they are; `waiting` when the server has said nothing yet but still listens. */
export async function sendRaw(port: number, bytes: string | Uint8Array, patienceMs = 2_000): Promise<Outcome> {
  const socket = await open(port);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  const ended = once(socket, 'close');
  const answered = new Promise<void>((resolve) => void socket.on('data', () => heard.includes('\r\n') && resolve()));
  socket.write(bytes);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'waiting'>((resolve) => (timer = setTimeout(() => resolve('waiting'), patienceMs)));
  const first = await Promise.race([answered, ended, patience]);
  clearTimeout(timer);
  socket.destroy();
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1]);
  return status || (first === 'waiting' ? 'waiting' : 'cut');
}

/** A connection whose end is nobody's fault. */
export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A request as a client would write it. */
export function requestOf(path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Buffer {
  const content = Buffer.from(body);
  const all = { host: '127.0.0.1', 'content-type': 'application/json', 'content-length': content.length, ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join('')}\r\n`), content]);
}
