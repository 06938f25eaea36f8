import type { Employee } from '../services/signIn/employeeToken';
import type { Watchable } from './notifications/watchable';
import type { ShownCard } from './shownCards';

/** What is remembered of a conversation between two dialogs, until half an hour of silence. */
export interface Session {
  /** Milliseconds since 1970. */
  lastMessageAt?: number;
  /** As the channel told them with the last message; words that come later are written in them. */
  locale?: string;
  timeZone?: string;
  /** The employee who was signed in with the last message: the bot's own turns have nobody to ask. */
  employee?: Employee;
  /** What was begun here last for a message elsewhere: told twice, it is begun once. */
  carried?: string;
  /** The sign-in that holds in this conversation. */
  signIn?: SignIn;
  /** The language that the user writes in or asked for, where it is not the channel's. */
  language?: string;
  /** The order and address spoken of last, so that "and 1002?" and "sorry, I meant 1001" need nothing else. */
  order?: { orderNumber?: string; email?: string };
  /** The order found last, and when (milliseconds since 1970): as long as it is the one spoken of, "my order" is this one. */
  foundOrder?: { orderNumber: string; email: string; at: number };
  /** The ticket spoken of last; `missing` when there is none with this number and address. */
  ticket?: { number: string; email?: string; missing?: true };
  /** The product that was shown last, alone: "tell me when it is back" needs no name. */
  product?: string;
  /** What the help pages were asked last; `open` when they did not help, so that a ticket about it needs no more words. */
  question?: { text: string; open: boolean };
  /** A file that was sent without saying what for. */
  file?: { id: string; name: string };
  /** Who the signed-in employee is in the HR system, and since when (milliseconds since 1970). */
  hrEmployee?: { id: string; email: string; at: number };
  /** When the message came that requests for leave were shown or sent for, milliseconds since 1970. */
  leaveAt?: number;
  /** Matters between an employee and HR were spoken of: what is said never goes to the helpdesk of customers. */
  confidential?: boolean;
  /** An address that the user gave; not proved. */
  email?: string;
  /** What the user was shown and may ask to be told news of; the last one last. */
  watchable?: Watchable[];
  /** The address that the user proved to have, how, and when (milliseconds since 1970). */
  verified?: { email: string; by: 'code' | 'order'; at: number };
  /** What the company calls the user; known only with the address proved by a code. */
  firstName?: string;
  /** The last question takes a file as its answer. */
  expectsFile?: boolean;
  /** The buttons of the bot's last message: a number or a title that is typed means the button. */
  choices?: Choice[];
  /** The cards that were shown last, on a channel where they can be changed afterwards. */
  cards?: ShownCard[];
  /** What the user wrote to a person, or to the bot: they were asked which. */
  heldForPerson?: { text: string; activityId: string };
  /** Messages in a row that were not understood. */
  misunderstood?: number;
}

/** What was read from an employee's token; the token itself stays where it is. All times are milliseconds since 1970. */
export interface SignIn {
  employee: Employee;
  /** Until then a job may begin without asking for a token again. */
  freshUntil: number;
  /** Until then the employee counts as signed in. */
  until: number;
}

/** A button: what it says, and what the bot takes it for. */
export interface Choice {
  title: string;
  /** What clicking it says; its title, where absent. */
  text?: string;
  /** Whether a plain yes or no means this button. */
  means?: 'yes' | 'no';
  /** Comes back with a click, for example which operation it belongs to. */
  value?: Record<string, string>;
}

/** Silence after which the conversation is not the same any more. */
export const SILENCE_MS = 30 * 60_000;

/** Forgets who the user proved to be, and what was spoken of. */
export function forget(session: Session): void {
  delete session.order;
  delete session.foundOrder;
  delete session.ticket;
  delete session.product;
  delete session.question;
  delete session.file;
  delete session.email;
  delete session.verified;
  delete session.firstName;
  delete session.watchable;
  delete session.misunderstood;
}
