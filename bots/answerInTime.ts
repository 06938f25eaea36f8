import type { InvokeResponse } from 'botbuilder';
import type { Response } from 'restify';

/** What the adapter needs of an HTTP response. */
type Answer = Pick<Response, 'socket' | 'header' | 'status' | 'send' | 'end'>;

/**
 * An HTTP response that is given within a time: what is ready by then, otherwise `late`. The turn goes on, and what it has
 * to say comes as messages.
 */
export function answerInTime(response: Response, withinMs: number, late: InvokeResponse): Answer {
  let given = false;
  const timer = setTimeout(() => {
    given = true;
    response.send(late.status, late.body);
  }, withinMs);
  const ifOpen = (answer: () => unknown) => {
    clearTimeout(timer);
    if (!given) answer();
  };
  return {
    socket: response.socket,
    header: (name: string, value?: unknown) => ifOpen(() => response.header(name, value)),
    status: (code: number) => {
      ifOpen(() => response.status(code));
      return code;
    },
    send: (body: unknown) => ifOpen(() => response.send(body)),
    end: () => {
      ifOpen(() => response.end());
      return response;
    },
  };
}
