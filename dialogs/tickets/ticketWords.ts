import { responses, type TextKey } from '../../resources/responses';
import { findEmail } from '../entities/emailEntity';
import { escapedPhrase, wordsInAll } from '../entities/words';

/** With fewer words than this nobody knows what it is about: "a problem with payment" is asked for more. */
const FEWEST_WORDS = 2;
const NOUNS = ['ticketNouns', 'complaintNouns', 'vagueNouns'] as const;

/**
 * What a sentence says of the matter itself: the user's words without the command ("open an urgent ticket because …") and
 * without the address. `undefined` when too little is left.
 */
export function descriptionOf(text: string, locale: string): string | undefined {
  const rest = tidy(withoutCommand(withoutAddress(text, locale), locale), locale);
  return contentWords(rest, locale).length >= FEWEST_WORDS ? rest : undefined;
}

/** Whether a sentence says in so many words that something new is wanted: "create a new ticket", "file a complaint". */
export function asksFor(nouns: 'ticketNouns' | 'complaintNouns', text: string, locale: string): boolean {
  const adjectives = [...list('ticketAdjectives', locale), ...priorityWords()].map(escapedPhrase).join('|');
  const verbs =
    nouns === 'ticketNouns'
      ? anyOf('openWords', locale)
      : `${anyOf('openWords', locale)}|${anyOf('wishWords', locale)}`;
  const wish = [
    String.raw`(?<![\p{L}\p{N}])(?:${verbs})\s+(?!(?:${anyOf('knownWords', locale)})\s)`,
    String.raw`(?:(?:${adjectives})\s+)*(?:${anyOf(nouns, locale)})(?![\p{L}\p{N}])`,
    // A ticket with a number is there already.
    String.raw`(?!\s*(?:no\.?|number|#)?\s*\d)`,
  ].join('');
  return new RegExp(wish, 'iu').test(text);
}

/** "…, my mail is name@example.com" goes, with the words that lead to it. */
function withoutAddress(text: string, locale: string): string {
  const found = findEmail(text);
  if (!found) return text;
  const lead = new RegExp(
    String.raw`[\s,;.–-]*(?:(?:${anyOf('joinWords', locale)})\s+)?(?:${anyOf('emailLeads', locale)})[\s:]*$`,
    'iu',
  );
  const before = text.slice(0, found.start).replace(lead, '');
  return `${before.trimEnd()}${/[,;.]\s*$/.test(before) ? '' : ','} ${text.slice(found.end)}`;
}

/** "Please open an urgent ticket because" goes, wherever it stands. */
function withoutCommand(text: string, locale: string): string {
  const fillers = anyOf('commandFillers', locale);
  const adjectives = [...list('ticketAdjectives', locale), ...priorityWords()].map(escapedPhrase).join('|');
  const links = anyOf('linkWords', locale);
  const command = [
    String.raw`(^|[.,;:!?–]\s*|\s-\s+|\s(?:${anyOf('joinWords', locale)})\s+)`,
    String.raw`(?:(?:${fillers})[\s,]+)*(?:(?:${anyOf('openWords', locale)}|${anyOf('wishWords', locale)})\s+)?`,
    String.raw`(?:(?:${adjectives})\s+)*(?:${NOUNS.map((key) => anyOf(key, locale)).join('|')})(?:\s+(?:${fillers}))*`,
    String.raw`(?=\s*$|\s*[.,;:!?–]|\s+-\s|\s+(?:${links})(?![\p{L}]))`,
    String.raw`(?:\s*[,;:–-]?\s*(?:${links})(?![\p{L}]))*`,
  ].join('');
  return text.replace(new RegExp(command, 'giu'), '$1');
}

/** No loose ends, and a capital letter. */
function tidy(text: string, locale: string): string {
  const ends = anyOf('looseEnds', locale);
  const bare = text
    .replace(/[ \t]+/g, ' ')
    .replace(/\s+([.,;:!?])/g, '$1')
    .replace(/(?:[,;:–-]\s*){2,}/g, ', ')
    .replace(new RegExp(String.raw`^(?:[\s,;:.!?–-]+|(?:${ends})(?![\p{L}]))+`, 'iu'), '')
    .replace(new RegExp(String.raw`(?:[\s,;:–-]+|(?<![\p{L}])(?:${ends}))+$`, 'iu'), '')
    .trim();
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function contentWords(text: string, locale: string): string[] {
  const empty = new Set([
    ...responses('commands', locale).list('stopWords'),
    ...([...NOUNS, 'wishWords', 'ticketAdjectives', 'commandFillers', 'vagueWords'] as const).flatMap((key) =>
      list(key, locale).flatMap((phrase) => phrase.split(' ')),
    ),
    ...priorityWords().flatMap((phrase) => phrase.split(' ')),
  ]);
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return words.filter((word) => !empty.has(word));
}

type WordList = TextKey<'createTicket'>;

function list(key: WordList, locale: string): readonly string[] {
  return responses('createTicket', locale).list(key);
}

function anyOf(key: WordList, locale: string): string {
  return [...list(key, locale)]
    .sort((one, other) => other.length - one.length)
    .map(escapedPhrase)
    .join('|');
}

function priorityWords(): string[] {
  const keys = ['priorityUrgent', 'priorityHigh', 'priorityLow', 'priorityBareHigh', 'priorityBareLow'] as const;
  return keys.flatMap((key) => wordsInAll(key)).sort((one, other) => other.length - one.length);
}
