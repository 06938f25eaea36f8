import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { isOpen, nextOpening } from '../../services/company/businessHours';
import type { AgentComment, LiveConversation, LiveNews } from '../../services/handoff/liveConversation';
import { isStillAwaited } from '../../services/handoff/unanswered';
import { offer, suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import { readerOf } from '../form/fieldPrompt';
import { formatMoment } from '../format';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { agentWords } from './liveWords';

type Dependencies = Pick<DialogDependencies, 'live' | 'company' | 'clock'>;

/** Tells the user what happens in their conversation with a person, in a turn of the bot's own, unless it is outdated. */
export async function tellLive(
  context: TurnContext,
  { conversationKey, handoffId }: LiveConversation,
  news: LiveNews,
  dependencies: Dependencies,
): Promise<void> {
  // Read again: the turn before this one may have changed it.
  const live = await dependencies.live.find({ conversationKey, handoffId });
  if (!live) return;
  const turn = turnOf(context);
  // After weeks nothing is left of the conversation but this.
  if (!turn.session.locale) turn.locale = live.locale;
  switch (news.kind) {
    case 'commented':
      return tellComment(context, live, news.comment, dependencies);
    case 'solved':
      return tellSolved(context, live, news.id, dependencies);
    case 'unanswered':
      return isStillAwaited(live, news.since) ? tellUnanswered(context, live, dependencies) : undefined;
    case 'troubled':
    case 'recovered':
      return tellTrouble(context, live, news.kind, dependencies);
    case 'refused':
      return tellRefused(context, live, news.gone, dependencies);
  }
}

async function tellComment(
  context: TurnContext,
  live: LiveConversation,
  comment: AgentComment,
  { live: conversations }: Dependencies,
): Promise<void> {
  if (await conversations.wasTold(live, comment.id)) return;
  const { locale, alongside } = turnOf(context);
  const texts = responses('liveConversation', locale);
  const values = { number: live.ticket.number, ...(comment.name && { name: comment.name }) };
  if (live.state === 'ended') await context.sendActivity(texts.text(comment.name ? 'wrote' : 'wroteUnnamed', values));
  if (live.state === 'waiting')
    await offer(context, texts.text(comment.name ? 'joined' : 'joinedUnnamed', values), [
      { title: texts.plain('button.back') },
    ]);
  const words = agentWords(comment, locale);
  for (const piece of words.slice(0, -1)) await context.sendActivity(piece);
  const last = words.at(-1) ?? '';
  if (live.state === 'ended') await offer(context, last, [{ title: texts.plain('button.answer') }]);
  else await context.sendActivity(last);
  alongside.push(conversations.told(live, comment));
}

async function tellSolved(
  context: TurnContext,
  live: LiveConversation,
  eventId: string,
  { live: conversations }: Dependencies,
): Promise<void> {
  if (await conversations.wasTold(live, eventId)) return;
  const { locale, alongside } = turnOf(context);
  const texts = responses('liveConversation', locale);
  const { number } = live.ticket;
  await offer(context, texts.text('solved', { number }), [{ title: texts.plain('button.notSolved') }]);
  alongside.push(conversations.end(live, 'solved', eventId));
}

async function tellUnanswered(context: TurnContext, live: LiveConversation, dependencies: Dependencies): Promise<void> {
  const { company, clock } = dependencies;
  const { locale, alongside } = turnOf(context);
  const texts = responses('liveConversation', locale);
  const now = clock.now();
  const zone = company.COMPANY_TIME_ZONE;
  const isClosed = !isOpen(company.BUSINESS_HOURS, zone, now);
  const opening = formatMoment(nextOpening(company.BUSINESS_HOURS, zone, now), readerOf(context, dependencies));
  const key = live.state === 'joined' ? 'unansweredJoined' : isClosed ? 'unansweredClosed' : 'unanswered';
  const text = texts.text(key, { number: live.ticket.number, opening });
  const message = { title: responses('common', locale).plain('button.leaveMessage') };
  const wait = { title: texts.plain('button.keepWaiting') };
  await offer(context, `${text}\n\n${otherContact(dependencies, locale)}`, isClosed ? [message] : [wait, message]);
  alongside.push(dependencies.live.end(live, 'unanswered'));
}

async function tellTrouble(
  context: TurnContext,
  live: LiveConversation,
  kind: 'troubled' | 'recovered',
  { live: conversations }: Dependencies,
): Promise<void> {
  const isTroubled = kind === 'troubled';
  if ((live.troubledAt !== undefined) === isTroubled) return;
  const { locale, alongside } = turnOf(context);
  await context.sendActivity(responses('liveConversation', locale).text(kind));
  alongside.push(conversations.troubled(live, isTroubled));
}

async function tellRefused(
  context: TurnContext,
  live: LiveConversation,
  gone: boolean,
  dependencies: Dependencies,
): Promise<void> {
  const { locale, alongside } = turnOf(context);
  const texts = responses('liveConversation', locale);
  const text = gone ? texts.text('refusedGone', { number: live.ticket.number }) : texts.text('refused');
  const person = { title: responses('common', locale).plain('button.talkToPerson') };
  const words = `${text}\n\n${otherContact(dependencies, locale)}`;
  if (!gone) return void (await context.sendActivity(words));
  await suggest(context, words, [person]);
  alongside.push(dependencies.live.end(live, 'gone'));
}
