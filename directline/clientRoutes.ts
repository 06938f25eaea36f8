import type { Request, RequestHandler, Server } from 'restify';
import { z } from 'zod';
import { asConversationStart, asDelivered, asShown, userActivitySchema, type Activity, type Stamps } from './activity';
import { bearerToken, readWatermark, sessionOf, type Channel } from './channel';
import { publicRoute } from './crossOrigin';
import { TOKEN_LIFETIME_S, type Session } from './directLineToken';
import { isPicture } from './fileRoute';
import { ownOrigin } from './loopback';
import { check, readJson } from '../website/requestBody';
import { pathPart, type Answer } from '../website/route';
import { readUpload } from './upload';

const CONVERSATIONS = '/v3/directline/conversations';
const CONVERSATION = `${CONVERSATIONS}/:conversationId`;

const startSchema = z.object({ locale: z.string().nullish() });

/** The client's side: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference */
export function mountClientRoutes(server: Server, channel: Channel): void {
  const inConversation = (handle: (request: Request, session: Session) => Promise<Answer>): RequestHandler =>
    publicRoute(channel.log, async (request) =>
      handle(request, await sessionOf(channel, pathPart(request, 'conversationId'), bearerToken(request))),
    );
  const start = publicRoute(channel.log, (request) => startConversation(channel, request));
  const reconnect = inConversation(async (request, session) => ({
    status: 200,
    body: await Promise.resolve(connection(channel, request, session, watermarkOf(request))),
  }));
  const read = inConversation(async (request, { conversationId }) => ({
    status: 200,
    body: await channel.store.listAfter(conversationId, watermarkOf(request)),
  }));
  const write = inConversation(async (request, session) =>
    say(channel, request, session, asShown(await readJson(request, userActivitySchema), session)),
  );
  const send = inConversation((request, session) => upload(channel, request, session));

  server.post(CONVERSATIONS, start);
  server.get(CONVERSATION, reconnect);
  server.get(`${CONVERSATION}/activities`, read);
  server.post(`${CONVERSATION}/activities`, write);
  server.post(`${CONVERSATION}/upload`, send);
}

async function startConversation(channel: Channel, request: Request): Promise<Answer> {
  const session = channel.tokens.verify(bearerToken(request));
  const { locale } = await readJson(request, startSchema);
  const isNew = await channel.store.start(session);
  if (isNew) {
    const news = asDelivered(asConversationStart(session, locale ?? undefined), session, stampsOf(channel, request));
    // Not waited for: the client connects while the bot prepares its welcome.
    channel.bot.deliver(news).catch((error: unknown) => channel.log('directline.start_failed', { error }));
  }
  return { status: isNew ? 201 : 200, body: connection(channel, request, session, '0') };
}

/** Shows at once what the user says, and answers when the bot has taken it. */
async function say(channel: Channel, request: Request, session: Session, activity: Activity): Promise<Answer> {
  let said = activity;
  // Typing is news for the bot, not part of the conversation.
  if (activity.type !== 'typing') {
    const { text } = activity;
    said = await channel.store.append(session.conversationId, {
      ...activity,
      ...(typeof text === 'string' && { text: channel.mask(text) }),
    });
    channel.stream.publish(session.conversationId);
  }
  // The bot gets the words as they are, so that it can say what it made of them.
  const delivered = activity['text'] === undefined ? said : { ...said, text: activity['text'] };
  await channel.bot.deliver(asDelivered(delivered, session, stampsOf(channel, request)));
  return { status: 200, body: { id: said.id } };
}

async function upload(channel: Channel, request: Request, session: Session): Promise<Answer> {
  const { activity, files } = await readUpload(request);
  const shown = asShown(check(userActivitySchema, activity), session);
  // Clients send the files in any order; the activity has the one the user saw.
  const names = shown.attachments?.map((attachment) => attachment.name) ?? [];
  files.sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
  const folder = `${ownOrigin(request, channel.bot.origin)}${CONVERSATIONS}/${session.conversationId}/files`;
  const attachments: object[] = [];
  for (const file of files) {
    const id = await channel.store.addFile(session.conversationId, file);
    const contentUrl = `${folder}/${id}`;
    // Web Chat shows the user's own picture only when it has a smaller one.
    const thumbnailUrl = isPicture(file) ? contentUrl : undefined;
    attachments.push({ contentType: file.contentType, name: file.name, contentUrl, thumbnailUrl });
  }
  return say(channel, request, session, { ...shown, attachments });
}

/** What a client needs to connect: a fresh token and the address of the stream from its watermark on. */
function connection(channel: Channel, request: Request, session: Session, watermark: string): object {
  const token = channel.tokens.issue(session);
  const streamUrl = new URL(
    `${CONVERSATIONS}/${session.conversationId}/stream`,
    ownOrigin(request, channel.bot.origin),
  );
  streamUrl.protocol = 'ws:';
  streamUrl.search = String(new URLSearchParams({ watermark, t: token }));
  return { conversationId: session.conversationId, token, expires_in: TOKEN_LIFETIME_S, streamUrl: streamUrl.href };
}

function watermarkOf(request: Request): string {
  return readWatermark(new URL(request.url ?? '', 'http://localhost').searchParams.get('watermark'));
}

function stampsOf(channel: Channel, request: Request): Stamps {
  return { clientAddress: request.socket.remoteAddress ?? '', serviceUrl: channel.bot.serviceUrl };
}
