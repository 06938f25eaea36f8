import type { Request } from 'restify';
import type { ActivityStore } from './activityStore';
import type { ActivityStream } from './activityStream';
import type { BotConnection } from './botConnection';
import { ChannelError } from '../website/channelError';
import type { DirectLineTokens, Session } from './directLineToken';
import type { Log } from '../website/route';

/** What all routes of the local Direct Line work with. */
export interface Channel {
  store: ActivityStore;
  stream: ActivityStream;
  bot: BotConnection;
  tokens: DirectLineTokens;
  /** Makes unreadable what must not be stored, such as card numbers. */
  mask: (text: string) => string;
  log: Log;
}

/** The token in the `Authorization` header. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * The session of a request on one conversation.
 *
 * @throws ChannelError 401 or 403 as `DirectLineTokens.verify`, 403 for another's conversation, 404 when it is not known.
 */
export async function sessionOf(channel: Channel, conversationId: string, token: string | undefined): Promise<Session> {
  const session = channel.tokens.verify(token);
  if (session.conversationId !== conversationId) {
    throw new ChannelError(403, 'BadArgument', 'The token is for another conversation.');
  }
  if (!(await channel.store.isStarted(conversationId))) throw unknownConversation();
  return session;
}

export function unknownConversation(): ChannelError {
  return new ChannelError(404, 'NotFound', 'There is no such conversation.');
}

/**
 * A watermark that a client sends back; the beginning when it has none.
 *
 * @throws ChannelError 400
 */
export function readWatermark(value: string | null): string {
  if (!value || value === '-') return '0';
  if (!/^\d{1,9}$/.test(value)) throw new ChannelError(400, 'BadArgument', 'The watermark is not one of ours.');
  return value;
}
