import type { Request, RequestHandler, Response } from 'restify';
import { ChannelError } from './channelError';

export type Log = (event: string, fields?: Record<string, unknown>) => void;

/** What a route answers with; `undefined` when it has written the response itself. */
export type Answer = { status: number; body?: unknown } | undefined;

/** Makes a restify handler of a function that returns its answer and throws `ChannelError` to refuse. */
export function route(log: Log, handle: (request: Request, response: Response) => Promise<Answer>): RequestHandler {
  return async (request: Request, response: Response) => {
    let answer: Answer;
    try {
      answer = await handle(request, response);
    } catch (error) {
      if (error instanceof ChannelError && error.retryAfterS !== undefined)
        response.setHeader('Retry-After', String(error.retryAfterS));
      answer = refusal(error, log);
    }
    if (answer) response.json(answer.status, answer.body);
  };
}

/** A part of the path, by the name it has in the route. */
export function pathPart(request: Request, name: string): string {
  return String((request.params as Record<string, unknown>)[name]);
}

function refusal(error: unknown, log: Log): Answer {
  if (!(error instanceof ChannelError)) {
    log('website.failed', { error });
    return {
      status: 500,
      body: { error: { code: 'ServiceError', message: 'Something failed here. Try again later.' } },
    };
  }
  return { status: error.status, body: { error: { code: error.code, message: error.message } } };
}
