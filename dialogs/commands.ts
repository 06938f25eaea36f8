import { responses, type TextKey } from '../resources/responses';

/** A word that means the same at any moment, as listed in the locale's `commands.json`. */
export type Command = TextKey<'commands'>;

interface CommandWords {
  exact: Set<string>;
  stripped: Set<string>;
}

/** By the list itself: locales without texts of their own share one, and a channel cannot fill the memory with names. */
const cache = new WeakMap<readonly string[], CommandWords>();

/** True when the text is nothing but this command, as a person types it: "pls cancel that", "CANCEL!", "nevermind". */
export function isCommand(command: Command, text: string, locale: string): boolean {
  return findCommand([command], text, locale) !== undefined;
}

/** The first of `commands` that the text is. */
export function findCommand<C extends Command>(commands: readonly C[], text: string, locale: string): C | undefined {
  const normalized = normalize(text);
  if (!normalized) return undefined;
  const stripped = strip(normalized, locale);
  return commands.find((command) => {
    const words = wordsOf(command, locale);
    return words.exact.has(normalized) || words.stripped.has(stripped);
  });
}

/** True when one of the command's words occurs in the text. */
export function mentions(command: Command, text: string, locale: string): boolean {
  const padded = ` ${normalize(text)} `;
  return responses('commands', locale)
    .list(command)
    .some((word) => padded.includes(` ${word} `));
}

/** Lower case, without punctuation, emoji and double spaces; a lone question mark stays. */
function normalize(text: string): string {
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .trim();
  if (/^\?+$/.test(lower)) return '?';
  return lower
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Without the words of politeness and hesitation around a command. */
function strip(normalized: string, locale: string): string {
  let padded = ` ${normalized} `;
  for (const filler of responses('commands', locale).list('filler')) padded = padded.replaceAll(` ${filler} `, ' ');
  return padded.trim();
}

function wordsOf(command: Command, locale: string): CommandWords {
  const phrases = responses('commands', locale).list(command);
  let words = cache.get(phrases);
  if (!words) {
    words = {
      exact: new Set(phrases),
      stripped: new Set(phrases.map((phrase) => strip(phrase, locale)).filter(Boolean)),
    };
    cache.set(phrases, words);
  }
  return words;
}
