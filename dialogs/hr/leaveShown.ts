import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { mentions } from '../commands';
import { turnOf } from '../turn';
import { plainWords, says } from '../words';

/** Longer sentences are about more than that. */
const MOST_WORDS = 9;
/** An order's or a ticket's. */
const NUMBER = /(?<![\d-])\d{4,}(?!-)/;

/** Notes that the user sees requests for leave at the moment. */
export function noteLeaveShown(context: TurnContext): void {
  const { session, receivedAt } = turnOf(context);
  session.leaveAt = receivedAt;
}

/** True for "take it back" right after requests for leave were shown or one was sent: nothing else can be meant by "it". */
export function takesShownBack(text: string, context: TurnContext): boolean {
  const { session, receivedAt, silentForMs, locale } = turnOf(context);
  const isNext = session.leaveAt !== undefined && session.leaveAt === receivedAt - silentForMs;
  const isElsewhere = NUMBER.test(text) || mentions('orderWords', text, locale) || text.includes('?');
  const isShort = plainWords(text).split(' ').length <= MOST_WORDS;
  return isNext && isShort && !isElsewhere && says(text, responses('leaveStatus', locale).list('takeBackWords'));
}
