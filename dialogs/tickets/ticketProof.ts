import type { Ticket } from '../../services/ports/helpdesk';
import { normalizeEmail } from '../../services/verification/normalize';
import { responses } from '../../resources/responses';
import { findTicketNumbers } from '../entities/ticketNumberEntity';
import type { Reviewed } from '../form/formDialog';
import type { Answer } from '../form/field';
import type { FieldOf } from '../form/field';
import { isSmallTalk } from '../smallTalk';
import { fileOf, type TicketFile } from './chatFile';
import { actionOfTitle } from './ticketAnswer';

export type TicketAction = 'comment' | 'close' | 'reopen';

/** In a list, only what tells tickets apart. */
export interface ListedTicket {
  number: string;
  subject: string;
}

/** A ticket, the proof that it is the user's, and what shall be done with it. */
export interface TicketStatusDetails extends Reviewed {
  /** `mine`: the user does not know the number, and will choose. */
  number?: string;
  email?: string;
  /** All tickets of an address that is proved. */
  mine?: boolean;
  tickets?: ListedTicket[];
  pick?: string;
  /** Found, and the user's. */
  ticket?: Ticket;
  /** When the proof of that was given; milliseconds since 1970. */
  provedAt?: number;
  /** The user wants to be told what happens to it. */
  watch?: true;
  action?: TicketAction;
  text?: string;
  file?: TicketFile | null;
  sure?: boolean;
  /** The text was in the first sentence, so it is read back before it is sent. */
  readBack?: boolean;
}

/** What stands for "I don't know the number". */
export const MINE = 'mine';
const BARE_NUMBER = /^\W*(?:no\.?|nr\.?)?\s*((?:[a-z]{1,6}-?)?\d{3,12})\W*$/i;
const MOST_CHOICES = 5;

/** The number that a message names as a ticket's, or that stands alone. */
export function ticketNumberIn(text: string): string | undefined {
  return findTicketNumbers(text)[0]?.value ?? BARE_NUMBER.exec(text)?.[1]?.toUpperCase();
}

/** Whether somebody says that they want to see all of their tickets, or do not know the number. */
export function meansMine(text: string, locale: string): boolean {
  const texts = responses('ticketStatus', locale);
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[.!?]+$/, '');
  return (
    texts.list('myTicketsWords').includes(said) ||
    texts.list('anyTickets').some((words) => ` ${said} `.includes(` ${words} `))
  );
}

function readNumber({ text, locale }: Answer<object>): string | undefined {
  return meansMine(text, locale) ? MINE : ticketNumberIn(text);
}

/** Which ticket, whose, and what is added to it. */
export const ticketStatusFields: readonly FieldOf<TicketStatusDetails, 'ticketStatus'>[] = [
  {
    name: 'number',
    ask: 'askNumber',
    retry: 'retryNumber',
    read: readNumber,
    spot: ({ text }) => findTicketNumbers(text)[0]?.value,
    choices: (_details, locale) => [{ title: responses('ticketStatus', locale).plain('myTickets') }],
    needed: ({ mine }) => mine !== true,
    dependents: ['ticket', 'pick', 'sure'],
  },
  {
    name: 'email',
    ask: 'askEmail',
    retry: 'retryEmail',
    values: ({ number = '' }) => ({ number }),
    read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
    spot: ({ entities }) => entities.email,
    needed: ({ mine }) => mine !== true,
    dependents: ['ticket'],
  },
  {
    name: 'pick',
    ask: 'askPick',
    retry: 'retryPick',
    read: ({ text, details }) => pickedFrom(text, details.tickets ?? []),
    choices: ({ tickets = [] }, locale) =>
      tickets.slice(0, MOST_CHOICES).map((ticket) => ({
        title: responses('ticketStatus', locale).plain('pick', { ...ticket, subject: ticket.subject.slice(0, 40) }),
        text: ticket.number,
      })),
    needed: ({ tickets, ticket }) => tickets !== undefined && ticket === undefined,
  },
  {
    name: 'text',
    ask: 'askText',
    retry: 'retryText',
    takesFile: true,
    values: ({ ticket }) => ({ number: ticket?.number ?? '' }),
    // A file alone says enough. The button that led here, sent once more, says nothing.
    read({ text, locale, activity }) {
      const saysMore = !isSmallTalk(text, locale) && actionOfTitle(text, locale) !== 'comment';
      const isComment = /[\p{L}\p{N}]/u.test(text) && saysMore;
      return isComment ? text : fileOf(activity) && '';
    },
    needed: ({ action }) => action === 'comment',
  },
  {
    name: 'file',
    ask: 'askText',
    retry: 'retryText',
    read: ({ activity }) => fileOf(activity),
    spot: ({ activity, details }) => (details.action === 'comment' ? fileOf(activity) : undefined),
  },
];

/** Short words tell no ticket from another. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
}

/** By number, or by words of the subject that only one ticket has. */
function pickedFrom(text: string, tickets: readonly ListedTicket[]): string | undefined {
  const number = ticketNumberIn(text) ?? /\d{3,12}/.exec(text)?.[0];
  // One that is not in the list is looked up all the same: the list may not be complete.
  if (number) return number;
  const said = wordsOf(text);
  const meant = tickets.filter(({ subject }) => wordsOf(subject).some((word) => said.includes(word)));
  return meant.length === 1 ? meant[0]?.number : undefined;
}
