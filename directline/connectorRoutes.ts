import type { Request, RequestHandler, Server } from 'restify';
import { z } from 'zod';
import { asReply, botActivitySchema, type BotActivity } from './activity';
import { unknownConversation, type Channel } from './channel';
import { ChannelError } from '../website/channelError';
import { isFromThisMachine } from './loopback';
import { readJson } from '../website/requestBody';
import { pathPart, route, type Answer } from '../website/route';

const CONVERSATION = '/directline/v3/conversations/:conversationId';

const historySchema = z.object({ activities: z.array(botActivitySchema) });

/** The bot's side: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export function mountConnectorRoutes(server: Server, channel: Channel): void {
  const forBot = (handle: (request: Request, conversationId: string) => Promise<Answer>): RequestHandler =>
    route(channel.log, async (request) => {
      checkIsBot(request);
      const conversationId = pathPart(request, 'conversationId');
      if (!(await channel.store.isStarted(conversationId))) throw unknownConversation();
      return handle(request, conversationId);
    });
  const send = forBot(async (request, conversationId) => {
    const activity = await readJson(request, botActivitySchema);
    return { status: 200, body: { id: await show(channel, conversationId, activity) } };
  });
  const sendHistory = forBot(async (request, conversationId) => {
    const { activities } = await readJson(request, historySchema);
    let id: string | undefined;
    for (const activity of activities) id = await show(channel, conversationId, activity);
    return { status: 200, body: { id } };
  });

  server.post(`${CONVERSATION}/activities`, send);
  server.post(`${CONVERSATION}/activities/history`, sendHistory);
  server.post(`${CONVERSATION}/activities/:activityId`, send);
  server.put(
    `${CONVERSATION}/activities/:activityId`,
    forBot((request, conversationId) => update(channel, request, conversationId)),
  );
  server.del(
    `${CONVERSATION}/activities/:activityId`,
    forBot((request, conversationId) => remove(channel, request, conversationId)),
  );
  server.post(
    `${CONVERSATION}/attachments`,
    forBot(() => {
      throw new ChannelError(501, 'NotSupported', 'Send files as attachments with a contentUrl.');
    }),
  );
}

/**
 * Without a channel's credentials the bot is known by where it calls from. A page cannot pass for it: a browser names the
 * page's origin, and would ask first whether it may send JSON.
 */
function checkIsBot(request: Request): void {
  if (!isFromThisMachine(request) || request.headers.origin) {
    throw new ChannelError(403, 'Forbidden', 'Only a bot on this machine may answer here.');
  }
  const hasBody = request.method !== 'DELETE';
  if (hasBody && !request.headers['content-type']?.startsWith('application/json')) {
    throw new ChannelError(415, 'NotSupported', 'Send application/json.');
  }
}

/** Shows what the bot says and gives its id. */
async function show(channel: Channel, conversationId: string, activity: BotActivity): Promise<string> {
  const reply = asReply(activity, conversationId);
  if (activity.type === 'typing') {
    channel.stream.show(conversationId, reply);
    return `${conversationId}|typing`;
  }
  // Traces are for developers' tools; the real channel keeps them from the user as well.
  if (activity.type === 'trace') return `${conversationId}|trace`;
  // Web Chat holds back for 5 s what answers an activity it has not seen.
  if (activity.replyToId && !(await channel.store.has(conversationId, activity.replyToId))) delete reply.replyToId;
  const { id } = await channel.store.append(conversationId, reply);
  channel.stream.publish(conversationId);
  return id;
}

async function update(channel: Channel, request: Request, conversationId: string): Promise<Answer> {
  const id = pathPart(request, 'activityId');
  const activity = asReply(await readJson(request, botActivitySchema), conversationId);
  if (!(await channel.store.replace(conversationId, id, activity))) throw unknownActivity();
  channel.stream.publish(conversationId);
  return { status: 200, body: { id } };
}

async function remove(channel: Channel, request: Request, conversationId: string): Promise<Answer> {
  const id = pathPart(request, 'activityId');
  if (!(await channel.store.remove(conversationId, id))) throw unknownActivity();
  channel.stream.show(conversationId, {
    ...asReply({ type: 'messageDelete', replyToId: undefined }, conversationId),
    id,
  });
  return { status: 200, body: {} };
}

function unknownActivity(): ChannelError {
  return new ChannelError(404, 'NotFound', 'There is no such activity.');
}
