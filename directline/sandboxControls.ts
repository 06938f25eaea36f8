import type { Request, RequestHandler, Server } from 'restify';
import { z } from 'zod';
import { ChannelError } from '../website/channelError';
import { checkOrigin } from './loopback';
import { readJson } from '../website/requestBody';
import { route, type Answer, type Log } from '../website/route';

/** The page's way to the sandbox's switches, in development. The sandbox itself does not talk to browsers. */
export function mountSandboxControls(server: Server, sandboxUrl: string, log: Log): void {
  const passOn = (path: string): RequestHandler =>
    route(log, async (request) => {
      checkOrigin(request);
      return forward(new URL(path, sandboxUrl), request);
    });
  server.get('/dev/status', passOn('/control/status'));
  server.get('/dev/faults', passOn('/control/faults'));
  server.post('/dev/faults', passOn('/control/faults'));
  server.del('/dev/faults', passOn('/control/faults'));
  server.post('/dev/reset', passOn('/control/reset'));
}

async function forward(url: URL, request: Request): Promise<Answer> {
  const { method = 'GET' } = request;
  const init: RequestInit = { method, headers: { 'Content-Type': 'application/json' } };
  if (method !== 'GET') {
    // A page of another site cannot send this without being asked for its origin first.
    if (!request.headers['content-type']?.startsWith('application/json')) {
      throw new ChannelError(415, 'NotSupported', 'Send application/json.');
    }
    if (method === 'POST') init.body = JSON.stringify(await readJson(request, z.looseObject({})));
  }
  try {
    const answer = await fetch(url, init);
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    throw new ChannelError(502, 'ServiceError', 'The sandbox does not answer.', { cause: error });
  }
}
