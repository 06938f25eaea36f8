import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { FollowUp } from '../../services/handoff/followUpsStore';
import type { Handoff, HandoffTicket } from '../../services/handoff/handoffStore';
import type { Mail } from '../../services/mail/mail';
import type { DialogDependencies } from '../dialogDependencies';
import { answerTime } from '../tickets/answerTime';
import { turnOf } from '../turn';
import { beginLive } from './liveBegin';

/** Who has heard nothing for longer than this does not sit there waiting: the bot must not fall silent all of a sudden. */
const STAYS_FOR_MS = 60_000;

type Needed = Pick<DialogDependencies, 'company' | 'clock' | 'followUps'>;

/** Tells the ticket of a hand-over, and when to expect an answer. It counts as told once the turn is saved. */
export async function sendHandoffTicket(
  context: TurnContext,
  handoffId: string,
  ticket: HandoffTicket,
  dependencies: Needed,
): Promise<void> {
  const texts = responses('handoff', turnOf(context).locale);
  const { number } = ticket;
  const text = ticket.isHrCase
    ? texts.text('hrCase', { number })
    : `${texts.text('ticket', { number })} ${answerTime(context, ticket.answerDueAt, dependencies)}`;
  await context.sendActivity(text);
  markTold(context, handoffId, dependencies);
}

/** The same in a turn of the bot's own, when the ticket took longer: a line that disturbs nothing. */
export async function tellHandoffTicket(
  context: TurnContext,
  handoff: Handoff,
  { draft, createdAt }: Pick<FollowUp, 'draft' | 'createdAt'>,
  dependencies: Needed & Pick<DialogDependencies, 'live'>,
): Promise<void> {
  const { ticket } = handoff;
  // What stood in a turn that was being saved is known by now.
  if (!ticket || (await dependencies.followUps.isTold(handoff.id))) return;
  const { session, locale } = turnOf(context);
  const texts = responses('handoff', session.locale ? locale : draft.locale);
  const values = { reference: handoff.id, number: ticket.number };
  const due = ticket.isHrCase ? '' : ` ${answerTime(context, ticket.answerDueAt, dependencies)}`;
  await context.sendActivity(texts.text(newsKey(handoff), values) + due);
  markTold(context, handoff.id, dependencies);
  const isLate = dependencies.clock.now() - createdAt > STAYS_FOR_MS;
  const hasMovedOn = isLate || (session.lastMessageAt ?? 0) > createdAt;
  if (!ticket.isHrCase) await beginLive(context, handoff, ticket, dependencies, hasMovedOn);
}

/** The same as a mail, for somebody whose conversation cannot be reached any more. */
export function handoffTicketMail(handoff: Handoff, { draft }: Pick<FollowUp, 'draft'>): Mail | undefined {
  const { email, ticket } = handoff;
  if (!email || !ticket) return undefined;
  const texts = responses('handoff', draft.locale);
  const values = { reference: handoff.id, number: ticket.number };
  return { to: email, subject: texts.plain('newsSubject', values), text: texts.plain(newsKey(handoff), values) };
}

function newsKey({ kind, ticket }: Handoff) {
  if (ticket?.isHrCase) return 'newsHrCase';
  return kind === 'person' ? 'newsPerson' : 'news';
}

function markTold(context: TurnContext, id: string, { followUps }: Pick<DialogDependencies, 'followUps'>): void {
  turnOf(context).alongside.push((sql) => followUps.markTold(id, sql));
}
