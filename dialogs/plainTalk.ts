import { responses } from '../resources/responses';
import { findCommand, mentions } from './commands';
import type { Intent } from './understanding/intents';
import { plainWords } from './words';

/** Small talk is understood in English, too, whatever is spoken. */
const EVERYWHERE = 'en';

/**
 * Whether a message that was taken for a no, a thank-you or a goodbye is nothing more than that: "no, the jeans" and "thanks,
 * but it is still not here" want something.
 */
export function isPlainTalk(intent: Intent, text: string, locale: string): boolean {
  if (intent === 'no') return isPlainNo(text, locale);
  if (intent === 'thanks' || intent === 'bye') return !text.includes('?') && !wantsMore(text, locale);
  return true;
}

function isPlainNo(text: string, locale: string): boolean {
  const words = plainWords(text).split(' ');
  const isKnown = (word: string) => [locale, EVERYWHERE].some((each) => mentions('plainNoWords', word, each));
  return words.every(isKnown) && ![locale, EVERYWHERE].some((each) => mentions('plainNoNot', text, each));
}

/** A "but" that more comes behind than "thanks" or "bye". */
function wantsMore(text: string, locale: string): boolean {
  const padded = ` ${plainWords(text)} `;
  return responses('commands', locale)
    .list('notOver')
    .some((phrase) => {
      const at = padded.indexOf(` ${phrase} `);
      if (at < 0) return false;
      const rest = padded.slice(at + phrase.length + 1);
      return findCommand(['thanks', 'bye', 'no'], rest, locale) === undefined && !mentions('bye', rest, locale);
    });
}
