import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Ticket } from '../../services/ports/helpdesk';
import type { DialogDependencies } from '../dialogDependencies';
import { answerTime } from '../tickets/answerTime';
import { turnOf } from '../turn';

/** Tells the ticket of a hand-over, and when to expect an answer. */
export async function sendHandoffTicket(
  context: TurnContext,
  { number, answerDueAt }: Ticket,
  dependencies: Pick<DialogDependencies, 'company' | 'clock'>,
): Promise<void> {
  const texts = responses('handoff', turnOf(context).locale);
  await context.sendActivity(`${texts.text('ticket', { number })} ${answerTime(context, answerDueAt, dependencies)}`);
}
