import { responses } from '../../resources/responses';
import { findCommand, mentions } from '../commands';
import { phraseAt, plainWords } from '../words';

/** "I would really like to talk to a real person". */
const LONGEST_WISH = 10;
/** Nobody asks for a person at the end of a novel. */
const MOST_CLAUSES = 12;
/** Politeness is no matter. */
const FEWEST_WORDS = 3;

/** To talk to somebody, or to be called by them. */
type Wish = 'personWish' | 'callback';

/**
 * True when a part of the message begins by asking for a person: "I want to talk to a human, my bag is broken". Whatever
 * stands beside it is for that person.
 */
export function asksForPerson(text: string, locale: string, wishes: readonly Wish[] = ['personWish']): boolean {
  return wishLengths(text, locale, wishes).some((length) => length > 0);
}

/** The message, where it tells the person who is asked for what it is about; `undefined` where it only asks. */
export function matterForPerson(text: string, locale: string): string | undefined {
  const lengths = wishLengths(text, locale, ['personWish', 'callback']);
  const wished = lengths.reduce((sum, length) => sum + length, 0);
  return wished > 0 && plainWords(text).split(' ').length - wished >= FEWEST_WORDS ? text.trim() : undefined;
}

/** How many words each part begins its wish with; 0 where it has none. */
function wishLengths(text: string, locale: string, wishes: readonly Wish[]): number[] {
  const clauses = text.split(/[,;.!?\n]+/).slice(0, MOST_CLAUSES);
  return clauses.map((clause) => {
    const words = wordsOfWish(clause, locale);
    const longest = Math.min(words.length, LONGEST_WISH);
    const starts = Array.from({ length: longest }, (_, at) => words.slice(0, at + 1).join(' '));
    return 1 + starts.findLastIndex((start) => findCommand(wishes, start, locale) !== undefined);
  });
}

/** Without a greeting, and without how the wish is led up to. */
function wordsOfWish(clause: string, locale: string): string[] {
  const [first = '', ...others] = plainWords(clause).split(' ');
  const said = mentions('greet', first, locale) ? others.join(' ') : [first, ...others].join(' ');
  const lead = phraseAt(said, responses('commands', locale).list('personWishLeads'));
  return (lead ? said.slice(lead.length + 1) : said).split(' ');
}
