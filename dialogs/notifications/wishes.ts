import { responses, type TextKey } from '../../resources/responses';
import type { Message } from '../dialogDefinition';
import { isGraveMatter } from '../hr/graveMatter';
import { turnOf } from '../turn';
import { isOneOf, isTitle, phraseAt, plainWords, says } from '../words';
import type { WatchedKind } from './watchable';

/** What somebody wants to hear of from now on, does not want to hear of any more, or wants to see. */
export interface Wish {
  do: 'tell' | 'stop' | 'list';
  /** Absent: whatever was spoken of last; of `stop`: everything, or what its words name. */
  kind?: WatchedKind;
  number?: string;
}

const BUTTONS = {
  ships: 'order',
  arrives: 'order',
  refunded: 'order',
  posted: undefined,
  decided: 'leave',
} as const satisfies Record<string, WatchedKind | undefined>;
/** "Leave request" is no request to IT. */
const NOUNS = [
  ['leave', 'leaveWords'],
  ['ticket', 'ticketWords'],
  ['order', 'orderWords'],
  ['request', 'requestWords'],
] as const satisfies readonly (readonly [WatchedKind, TextKey<'notifications'>])[];

/** What a message wishes; `undefined` for one that is about something else. */
export function readWish(message: Message): Wish | undefined {
  const { text, context } = message;
  const { locale } = turnOf(context);
  const texts = responses('notifications', locale);
  if (isGraveMatter(text, locale)) return undefined;
  if (isOneOf(text, texts.list('listWords'))) return { do: 'list' };
  const about = aboutOf(message);
  if (phraseAt(`${plainWords(text)} `, texts.list('stopWords'))) return { do: 'stop', ...about };
  const button = (['ships', 'arrives', 'refunded', 'posted', 'decided'] as const).find((key) =>
    isTitle(text, texts.plain(`button.${key}`)),
  );
  if (button) return { do: 'tell', ...(BUTTONS[button] && { kind: BUTTONS[button] }) };
  return isTellWish(text, locale, about) ? { do: 'tell', ...about } : undefined;
}

/** "Keep me posted", or "tell me" with what may happen: "tell me about order 1002" asks how it stands. */
function isTellWish(text: string, locale: string, about: Pick<Wish, 'kind' | 'number'>): boolean {
  const saysOne = (key: TextKey<'notifications'>) => says(text, responses('notifications', locale).list(key));
  const isRefund = saysOne('orderChangeWords') && saysOne('orderWords');
  if (saysOne('etaWords') || (saysOne('stockWords') && !isRefund)) return false;
  const isAboutIt = about.kind !== undefined || about.number !== undefined || saysOne('pronounWords');
  if (saysOne('strongWishWords')) return about.kind !== undefined || isBare(text, locale);
  const changes = saysOne('orderChangeWords') || saysOne('leaveChangeWords') || saysOne('changeWords');
  return saysOne('wishWords') && saysOne('whenWords') && changes && isAboutIt;
}

/** Whether nothing is said beside the wish itself. */
function isBare(text: string, locale: string): boolean {
  const texts = responses('notifications', locale);
  const rest = texts
    .list('strongWishWords')
    .reduce((left, words) => left.replace(` ${words} `, ' '), ` ${plainWords(text)} `);
  const bare = new Set(texts.list('bareWords'));
  return rest.split(' ').every((word) => word === '' || bare.has(word));
}

/** Which record a message names, as far as it does. */
function aboutOf({ text, entities, context }: Message): Pick<Wish, 'kind' | 'number'> {
  const { locale, employee, amongEmployees } = turnOf(context);
  const worksHere = employee !== undefined || amongEmployees === true;
  const texts = responses('notifications', locale);
  const { requestNumber, ticketNumber, orderNumber } = entities;
  const noun = NOUNS.find(([, key]) => says(text, texts.list(key)))?.[0];
  if (requestNumber && worksHere) return { kind: 'request', number: requestNumber };
  if (ticketNumber && noun !== 'order') return { kind: 'ticket', number: ticketNumber };
  if (orderNumber) return { kind: 'order', number: orderNumber };
  if (noun) return { kind: noun };
  if (says(text, texts.list('leaveChangeWords')) && worksHere) return {};
  return says(text, texts.list('orderChangeWords')) ? { kind: 'order' } : {};
}
