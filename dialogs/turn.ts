import type { ConversationReference, TurnContext } from 'botbuilder';
import type { TextKey } from '../resources/responses';
import type { TurnWork } from '../services/handoff/turnWork';
import type { Notice, Operation } from '../services/operations/operation';
import type { Employee } from '../services/signIn/employeeToken';
import type { Progress } from '../services/subscriptions/news';
import type { Session } from './session';

/** A customer as their website knows them. */
export interface Customer {
  email: string;
  name?: string;
}

/** What is known about one turn beside its activity. */
export interface Turn {
  /** When the bot got the message, before it waited for earlier turns of the conversation. */
  receivedAt: number;
  /** Channel, conversation and user: in a Teams channel each user has dialogs of their own. */
  conversationKey: string;
  /** Where the user is reached later, as JSON. */
  reference: Partial<ConversationReference>;
  /** The user's, for example `en-US`: as the channel tells it, or the language they write in. */
  locale: string;
  /** The user's IANA time zone, where the channel tells it. */
  timeZone?: string;
  /** The employee who is signed in; absent for customers. */
  employee?: Employee;
  /** Everybody in this channel works here: what is for employees is offered, and whoever begins it is asked to sign in. */
  amongEmployees?: true;
  /** The customer whom a website with a log-in of its own has signed in; never an employee. */
  customer?: Customer;
  /** The user's network address, where the channel tells it and can be trusted. */
  clientAddress?: string;
  /** Aborted as soon as another turn of the conversation waits: this one should then end. */
  interrupted: AbortSignal;
  /** How long the user had been silent before this turn. */
  silentForMs: number;
  session: Session;
  /** Present in a turn that the bot itself began to tell something about an operation. */
  notice?: { kind: Notice; operation: Operation };
  /** The operations whose outcome this turn tells; closed in the transaction that saves the turn. */
  readonly told: Set<string>;
  /** The message is one of the buttons that were offered last. */
  offered?: boolean;
  /** The titles of jobs that no system in use does: they stand on no button. */
  missingJobs?: readonly TextKey<'main'>[];
  /** The subscriptions that this turn tells the end of; removed in the same transaction. */
  readonly fulfilled: Set<string>;
  /** What else is written down in that transaction. */
  readonly alongside: TurnWork[];
  /** The others that it tells, by id, and how far; noted in the same transaction. */
  readonly noticed: Map<string, Progress>;
  /** What is said in this turn is between an employee and HR. */
  confidential?: true;
  /** What was made unreadable in the user's message before anything else saw it. */
  masked: readonly ('card' | 'password')[];
}

/** A symbol, so that nothing that comes from a channel can pose as it. */
const TURN = Symbol('turn');

export function setTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(TURN, turn);
}

export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn>(TURN);
  if (!turn) throw new Error('this turn did not pass the turn middleware');
  return turn;
}

/** False when what a turn needs could not even be read. */
export function hasTurn(context: TurnContext): boolean {
  return context.turnState.get<Turn>(TURN) !== undefined;
}

const CLICK = Symbol('click');

/** Notes, before the turn begins, that its message is a click that is answered by the card as it stands afterwards. */
export function markClick(context: TurnContext): void {
  context.turnState.set(CLICK, true);
}

export function isClick(context: TurnContext): boolean {
  return context.turnState.get<boolean>(CLICK) === true;
}
