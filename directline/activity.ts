import { z } from 'zod';
import type { Session } from './directLineToken';

/** An activity on its way; only what the channel itself looks at is named. */
export interface Activity {
  type: string;
  id?: string;
  timestamp?: string;
  replyToId?: string;
  [field: string]: unknown;
}

/**
 * The channel id the bot sees. In production the page talks through a Direct Line resource, whose activities arrive as
 * `directline` (`webchat` is only the id of Azure's own hosted frame), and conversation state is stored under this id.
 */
const CHANNEL_ID = 'directline';
const BOT = { id: 'bot', name: 'Bot', role: 'bot' };

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const attachmentSchema = z.object({
  contentType: z.string(),
  contentUrl: text,
  content: z.unknown().optional(),
  name: text,
  thumbnailUrl: text,
});

/** What a client may say. Everything else it sends is dropped: who it is and where it is comes from its token. */
export const userActivitySchema = z.object({
  type: z.enum(['message', 'event', 'typing', 'endOfConversation', 'messageReaction']),
  text,
  textFormat: text,
  locale: text,
  localTimestamp: text,
  localTimezone: text,
  name: text,
  inputHint: text,
  replyToId: text,
  attachmentLayout: text,
  value: z.unknown().optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
  attachments: z.array(attachmentSchema).optional(),
  channelData: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? undefined),
});
export type UserActivity = z.output<typeof userActivitySchema>;

/** What a bot may send: any activity; unknown fields are kept for the client. */
export const botActivitySchema = z.looseObject({
  type: z.string().min(1).default('message'),
  replyToId: text,
  from: z.looseObject({}).optional(),
});
export type BotActivity = z.output<typeof botActivitySchema>;

/** The activity as the conversation shows it: what the user sent, with the sender taken from the token. */
export function asShown(activity: UserActivity, session: Session): UserActivity & Activity {
  return {
    ...activity,
    // Only the server says these.
    channelData: { ...activity.channelData, clientAddress: undefined, persona: undefined },
    channelId: CHANNEL_ID,
    from: { id: session.userId, role: 'user' },
    conversation: { id: session.conversationId },
  };
}

/** What only the server may tell the bot about the sender, as `channelData`. */
export interface Stamps {
  clientAddress: string;
  serviceUrl: string;
}

/** The activity as the bot gets it: as shown, with the address to answer to and the server's own word on the sender. */
export function asDelivered(activity: Activity, session: Session, { clientAddress, serviceUrl }: Stamps): Activity {
  const channelData = { ...(activity['channelData'] as object), clientAddress, persona: session.persona };
  return { ...activity, channelData, serviceUrl, recipient: BOT };
}

/**
 * The news that a conversation has begun. The real service may send bot and user in two pieces; one is enough for a bot that
 * looks at each member's id, and makes the welcome come with the first turn.
 */
export function asConversationStart(session: Session, locale: string | undefined): Activity {
  return {
    type: 'conversationUpdate',
    id: `${session.conversationId}|start`,
    timestamp: new Date().toISOString(),
    locale,
    channelId: CHANNEL_ID,
    from: { id: session.userId, role: 'user' },
    conversation: { id: session.conversationId },
    membersAdded: [BOT, { id: session.userId }],
  };
}

/** A bot's activity as clients get it. */
export function asReply(activity: BotActivity, conversationId: string): Activity {
  return {
    ...activity,
    // Between the bot and the channel only.
    serviceUrl: undefined,
    recipient: undefined,
    channelId: CHANNEL_ID,
    from: { ...BOT, ...activity.from, role: 'bot' },
    conversation: { id: conversationId },
  };
}
