import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Request, type Response } from 'restify';
import { answerInTime } from '../../bots/answerInTime';
import { messageResponse } from '../../bots/cardAction';

const LATE = messageResponse('I am on it');

/** A server whose answer is given before or after its time has come. */
async function answers(withinMs: number, afterMs: number): Promise<{ status: number; body: unknown }> {
  const server = createServer();
  const { promise: turnEnded, resolve } = Promise.withResolvers<void>();
  server.post('/', async (_request: Request, response: Response) => {
    const answer = answerInTime(response, withinMs, LATE);
    await new Promise((later) => setTimeout(later, afterMs));
    answer.status(201);
    answer.send({ ready: true });
    answer.end();
    resolve();
  });
  server.listen(0, '127.0.0.1');
  const http = server.server as HttpServer;
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' });
  const body: unknown = await response.json();
  await turnEnded;
  http.closeAllConnections();
  await new Promise<void>((closed) => void server.close(() => closed()));
  return { status: response.status, body };
}

test('what is ready in time is the answer', async () => {
  expect(await answers(20_000, 0)).toEqual({ status: 201, body: { ready: true } });
});

test('after that something else is, and what comes too late is left out', async () => {
  expect(await answers(1, 100)).toEqual({ status: 200, body: LATE.body as unknown });
});
