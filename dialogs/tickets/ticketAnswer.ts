import type { TurnContext } from 'botbuilder';
import { escapeMarkdown, markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { Ticket } from '../../services/ports/helpdesk';
import type { DialogDependencies } from '../dialogDependencies';
import { formatDay } from '../format';
import { readerOf } from '../form/fieldPrompt';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { answerTime, formatDeadline } from './answerTime';
import type { TicketAction } from './ticketProof';

/** More of a comment is read on the ticket's own page. */
const LONGEST_COMMENT = 500;

/** Tells how a ticket stands, in words: where it is, when to hear, and what was said last. */
export async function sendTicket(
  context: TurnContext,
  ticket: Ticket,
  dependencies: Pick<DialogDependencies, 'company' | 'clock'>,
): Promise<void> {
  const texts = responses('ticketStatus', turnOf(context).locale);
  const { number, subject, status, url } = ticket;
  const title = `**${escapeMarkdown(texts.plain('title', { number, subject }))}**`;
  const standing = [texts.text(`status.${status}`), ...whenToHear(context, ticket, dependencies)].join(' ');
  const link = url ? [markdownLink(texts.plain('link'), url)] : [];
  const lines = [title, standing, ...lastWords(context, ticket, dependencies), ...link];
  await context.sendActivity(lines.join('\n\n'));
}

/** The method that does each; where no system has it, the ticket can be read and not changed. */
const METHOD_OF = { comment: 'addComment', close: 'closeTicket', reopen: 'reopenTicket' } as const;

/** Whether a system in use does this to a ticket. */
export function canDo(action: TicketAction, { serves }: Pick<DialogDependencies, 'serves'>): boolean {
  return serves('helpdesk', METHOD_OF[action]);
}

/** What can be done with a ticket as it stands. */
export function ticketChoices(
  { status }: Pick<Ticket, 'status'>,
  locale: string,
  dependencies: Pick<DialogDependencies, 'serves'>,
): Choice[] {
  const texts = responses('ticketStatus', locale);
  if (status === 'closed') return [{ title: texts.plain('openTicket') }];
  const actions = ['comment', status === 'solved' ? 'reopen' : 'close'] as const;
  const titles = { comment: 'addComment', close: 'close', reopen: 'reopen' } as const;
  return actions
    .filter((action) => canDo(action, dependencies))
    .map((action) => ({ title: texts.plain(titles[action]) }));
}

/** The action whose button has this title. */
export function actionOfTitle(text: string, locale: string): TicketAction | undefined {
  const texts = responses('ticketStatus', locale);
  const titles = { comment: 'addComment', close: 'close', reopen: 'reopen' } as const;
  const said = text.trim().toLowerCase();
  return (['comment', 'close', 'reopen'] as const).find((action) => texts.plain(titles[action]).toLowerCase() === said);
}

function whenToHear(
  context: TurnContext,
  { status, answerDueAt }: Ticket,
  dependencies: Pick<DialogDependencies, 'company' | 'clock'>,
): string[] {
  if (status !== 'new' && status !== 'open') return [];
  const now = dependencies.clock.now();
  const due = answerDueAt === undefined ? undefined : Date.parse(answerDueAt);
  if (due === undefined || due > now) return [answerTime(context, answerDueAt, dependencies)];
  const reader = readerOf(context, dependencies);
  const texts = responses('ticketStatus', reader.locale);
  return [texts.text('overdue', { moment: formatDeadline(due, now, reader) })];
}

function lastWords(
  context: TurnContext,
  { lastComment }: Ticket,
  { company }: Pick<DialogDependencies, 'company'>,
): string[] {
  if (!lastComment) return [];
  const reader = readerOf(context, { company });
  const texts = responses('ticketStatus', reader.locale);
  const { from, name = texts.plain('ourTeam'), text, at } = lastComment;
  const shown = text.length > LONGEST_COMMENT ? `${text.slice(0, LONGEST_COMMENT).replace(/\s+\S*$/, '')}…` : text;
  const values = { name, text: shown, day: formatDay(at, reader) };
  return [texts.text(from === 'agent' ? 'agentWrote' : 'youWrote', values)];
}
