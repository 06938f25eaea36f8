import type { Request, RequestHandler, Response, Server } from 'restify';
import { checkOrigin } from './loopback';
import { route, type Answer, type Log } from '../website/route';

/** A route for browsers: refuses pages of other sites and lets the allowed ones read the answer. */
export function publicRoute(log: Log, handle: (request: Request) => Promise<Answer>): RequestHandler {
  return route(log, (request, response) => {
    allowOrigin(request, response);
    return handle(request);
  });
}

/** Answers the questions browsers ask before they send a request with a token. */
export function mountPreflight(server: Server, log: Log, path: string): void {
  server.opts(
    path,
    route(log, async (request, response) => {
      allowOrigin(request, response);
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      response.setHeader(
        'Access-Control-Allow-Headers',
        'Authorization, Content-Type, x-ms-bot-agent, X-Requested-With',
      );
      response.setHeader('Access-Control-Max-Age', '600');
      return Promise.resolve({ status: 204 });
    }),
  );
}

function allowOrigin(request: Request, response: Response): void {
  response.setHeader('Vary', 'Origin');
  checkOrigin(request);
  if (request.headers.origin) response.setHeader('Access-Control-Allow-Origin', request.headers.origin);
}
