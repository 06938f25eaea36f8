import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { isOpen, nextOpening } from '../../services/company/businessHours';
import type { DialogDependencies } from '../dialogDependencies';
import { formatDistantMoment, formatMoment, type Reader } from '../format';
import { readerOf } from '../form/fieldPrompt';

/** From here on a week day alone could be the wrong one. */
const DAY_IS_CLEAR_MS = 6 * 24 * 60 * 60_000;

/** "Tuesday, 3:00 PM UTC", with the date where it is far away. */
export function formatDeadline(instant: number, now: number, reader: Reader): string {
  if (instant - now < DAY_IS_CLEAR_MS) return formatMoment(instant, reader);
  return formatDistantMoment(instant, reader);
}

/** When to expect an answer: what the helpdesk promises, otherwise when our people are there. */
export function answerTime(
  context: TurnContext,
  answerDueAt: string | undefined,
  { company, clock }: Pick<DialogDependencies, 'company' | 'clock'>,
): string {
  const reader = readerOf(context, { company });
  const texts = responses('ticketStatus', reader.locale);
  const now = clock.now();
  const due = answerDueAt === undefined ? NaN : Date.parse(answerDueAt);
  if (due > now) return texts.text('due', { moment: formatDeadline(due, now, reader) });
  if (isOpen(company.BUSINESS_HOURS, company.COMPANY_TIME_ZONE, now)) return texts.text('soon');
  const opening = nextOpening(company.BUSINESS_HOURS, company.COMPANY_TIME_ZONE, now);
  return texts.text('afterOpening', { opening: formatMoment(opening, reader) });
}
