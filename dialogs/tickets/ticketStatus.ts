import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Operation } from '../../services/operations/operation';
import type { PortInput, PortOutput } from '../../services/ports';
import { mentions } from '../commands';
import { forgetGuess } from '../countedProof';
import type { DialogDefinition, Message } from '../dialogDefinition';
import type { DialogDependencies } from '../dialogDependencies';
import { withoutEmail } from '../entities';
import { findTicketNumbers } from '../entities/ticketNumberEntity';
import { likelyEmail } from '../identity';
import { turnOf } from '../turn';
import { isOneOf, isTitle, says } from '../words';
import { attachKeptFile, tellAttached } from './attachFile';
import { fileOf } from './chatFile';
import { actionOfTitle, sendTicket } from './ticketAnswer';
import { meansMine, ticketNumberIn, type TicketAction, type TicketStatusDetails } from './ticketProof';
import { TICKET_STATUS_DIALOG, TicketStatusDialog } from './ticketStatusDialog';

const ACTIONS: Readonly<Record<string, TicketAction>> = {
  'ticket.comment': 'comment',
  'ticket.close': 'close',
  'ticket.reopen': 'reopen',
};

/** How a ticket stands, and what is added to it. */
export const ticketStatus: DialogDefinition = {
  id: TICKET_STATUS_DIALOG,
  title: 'job.ticketStatus',
  inMenu: true,
  audience: 'everyone',
  intents: ['ticket.status', 'ticket.comment', 'ticket.close', 'ticket.reopen'],
  needs: ['helpdesk.getTicket', 'helpdesk.listTickets'],
  create: (tools) => new TicketStatusDialog(tools),
  toDetails,
  claims(message) {
    const { session, locale } = turnOf(message.context);
    if (isButton(message, 'myTickets')) return true;
    const isFollowUp = isButton(message, 'otherNumber') || isButton(message, 'otherEmail');
    if (session.ticket !== undefined && (isFollowUp || actionOfTitle(message.text, locale) !== undefined)) return true;
    return addsToLast(message) || namesLast(message);
  },
  continues: ({ text, context }) => turnOf(context).session.ticket !== undefined && findTicketNumbers(text).length > 0,
  describe,
  async presentLate(context, operation, dependencies) {
    const texts = responses('ticketStatus', turnOf(context).locale);
    const { method } = operation;
    if (method === 'attachFile') return tellAttached(context, true, fileNameOf(operation));
    if (method === 'listTickets') return void (await context.sendActivity(texts.text('lateList')));
    if (method !== 'getTicket') {
      return presentChange(context, operation, dependencies);
    }
    const ticket = operation.result as PortOutput<'helpdesk', 'getTicket'>;
    const { number, requesterEmail: email } = operation.input as PortInput<'helpdesk', 'getTicket'>;
    await context.sendActivity(texts.text(ticket ? 'late' : 'lateNotFound', { number, email }));
    if (!ticket) return;
    turnOf(context).session.ticket = { number, email };
    await sendTicket(context, ticket, dependencies);
  },
  async presentFailure(context, operation) {
    if (operation.method === 'attachFile') return tellAttached(context, false, fileNameOf(operation));
    const { locale } = turnOf(context);
    const key = operation.state === 'unknown' ? 'lateUnknown' : 'lateFailure';
    await context.sendActivity(responses('ticketStatus', locale).text(key, { what: describe(operation, locale) }));
  },
  forgetUnanswered: forgetGuess,
};

/** A change that was made after all; a comment's file follows it. */
async function presentChange(context: TurnContext, operation: Operation, dependencies: DialogDependencies) {
  const { method, idempotencyKey, input, result } = operation;
  const { number, id: ticketId } = result as PortOutput<'helpdesk', 'addComment'>;
  const action = (['comment', 'close', 'reopen'] as const).find((each) => method.startsWith(METHOD_STARTS[each]));
  const text = responses('ticketStatus', turnOf(context).locale).text(`done.${action ?? 'comment'}`, { number });
  await context.sendActivity(text);
  if (method !== 'addComment') return;
  const { requesterEmail } = input as PortInput<'helpdesk', 'addComment'>;
  const key = idempotencyKey.replace(/\.addComment$/, '');
  await attachKeptFile(context, { dialogId: TICKET_STATUS_DIALOG, ticketId, requesterEmail, key }, dependencies);
}

const METHOD_STARTS: Readonly<Record<TicketAction, string>> = { comment: 'add', close: 'close', reopen: 'reopen' };

function describe({ method, input }: Pick<Operation, 'method' | 'input'>, locale: string): string {
  const texts = responses('ticketStatus', locale);
  if (method === 'getTicket') return texts.plain('what', input as PortInput<'helpdesk', 'getTicket'>);
  if (method === 'listTickets') return texts.plain('whatList');
  if (method === 'attachFile') return responses('createTicket', locale).plain('whatFile');
  return texts.plain(method === 'addComment' ? 'whatComment' : 'whatChange');
}

/** The ticket spoken of last is meant unless another is named; its address is known, too. */
function toDetails(message: Message): TicketStatusDetails {
  const { text, entities, context, intent } = message;
  const { session, locale, employee } = turnOf(context);
  const action = actionOfTitle(text, locale) ?? (addsToLast(message) ? 'comment' : ACTIONS[intent ?? '']);
  const named = findTicketNumbers(text)[0]?.value;
  const email = employee?.email ?? entities.email ?? session.ticket?.email ?? likelyEmail(context);
  const address = email ? { email } : {};
  if (isButton(message, 'otherNumber')) return address;
  if (isButton(message, 'otherEmail')) return { ...(session.ticket && { number: session.ticket.number }) };
  if (!named && meansMine(text, locale)) return { mine: true, ...address };
  const isLast = action !== undefined || mentions('pronouns', text, locale) || meansLast(message) || namesLast(message);
  const number = named ?? (isLast ? session.ticket?.number : undefined);
  const file = action === 'comment' ? fileOf(context.activity) : undefined;
  const comment = action === 'comment' ? commentIn(text, locale) : undefined;
  return {
    ...address,
    ...(number && { number }),
    ...(action && { action }),
    ...(file && { file }),
    ...(comment && { text: comment, readBack: true }),
  };
}

/** "How is my ticket" means the one that was shown or opened last, as long as no other one is named. */
function meansLast({ text, context }: Message): boolean {
  const { session, locale } = turnOf(context);
  if (!session.ticket || session.ticket.missing) return false;
  const isBare = isTitle(text, responses('main', locale).plain('job.ticketStatus'));
  const isAnother = says(text, responses('ticketStatus', locale).list('anotherTicket'));
  return !isBare && !isAnother && !/\d/.test(withoutEmail(text));
}

/** "Add a comment: …" right after a ticket was shown or opened. */
function addsToLast({ text, context }: Message): boolean {
  const { session, locale } = turnOf(context);
  const [opening = '', said] = text.split(/:(.*)/s);
  const isOpening = isOneOf(opening, responses('ticketStatus', locale).list('commentOpenings'));
  return session.ticket !== undefined && !session.ticket.missing && isOpening && /\p{L}{2}/u.test(said ?? '');
}

/** Its number alone names it, where no order is spoken of that has the same. */
function namesLast({ text, context }: Message): boolean {
  const { ticket, order } = turnOf(context).session;
  return ticket !== undefined && order?.orderNumber !== ticket.number && ticketNumberIn(text) === ticket.number;
}

/** What follows "add to ticket 5001 that …" or a colon. */
function commentIn(text: string, locale: string): string | undefined {
  const leads = responses('ticketStatus', locale).list('commentLeads').join('|');
  const found = new RegExp(String.raw`(?::\s*|\d{3,12}\s*,?\s+(?:${leads})\s+)(\S.*\S)\s*$`, 'isu').exec(text)?.[1];
  return found && /\p{L}{2}/u.test(found) ? found : undefined;
}

function isButton({ text, context }: Message, key: 'myTickets' | 'otherNumber' | 'otherEmail'): boolean {
  return isTitle(text, responses('ticketStatus', turnOf(context).locale).plain(key));
}

function fileNameOf({ input }: { input: unknown }): string {
  return (input as PortInput<'helpdesk', 'attachFile'>).file.name;
}
