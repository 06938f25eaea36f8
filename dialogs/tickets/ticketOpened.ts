import type { TurnContext } from 'botbuilder';
import { markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { Ticket } from '../../services/ports/helpdesk';
import { offer } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { answerTime } from './answerTime';

/** Tells that a ticket is open: its number, when to expect an answer, where to read along, and how to ask about it here. */
export async function sendTicketOpened(
  context: TurnContext,
  key: 'done' | 'late',
  ticket: Ticket,
  dependencies: Pick<DialogDependencies, 'company' | 'clock'>,
  more: readonly Choice[] = [],
): Promise<void> {
  const texts = responses('createTicket', turnOf(context).locale);
  const { number, subject, url, answerDueAt } = ticket;
  const sentence = `${texts.text(key, { number, subject })} ${answerTime(context, answerDueAt, dependencies)}`;
  const link = url ? [markdownLink(texts.plain('link'), url)] : [];
  await offer(context, [sentence, ...link].join('\n\n'), [{ title: texts.plain('checkTicket', { number }) }, ...more]);
}
