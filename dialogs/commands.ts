import { responses, type TextKey } from '../resources/responses';

/** A word that means the same at any moment, as listed in the locale's `commands.json`. */
export type Command = TextKey<'commands'>;

interface CommandWords {
  /** In the order of the list. */
  folded: readonly string[];
  exact: ReadonlySet<string>;
  stripped: ReadonlySet<string>;
}

/** Everybody knows "cancel" and "help"; they are understood whatever language is spoken. */
const EVERYWHERE = 'en';

/** By the list itself: locales without texts of their own share one, and a channel cannot fill the memory with names. */
const cache = new WeakMap<readonly string[], CommandWords>();

/** True when the text is nothing but this command, as a person types it: "pls cancel that", "CANCEL!", "nevermind". */
export function isCommand(command: Command, text: string, locale: string): boolean {
  return findCommand([command], text, locale) !== undefined;
}

/** The first of `commands` that the text is: in the user's language, otherwise in English. */
export function findCommand<C extends Command>(commands: readonly C[], text: string, locale: string): C | undefined {
  const normalized = normalize(text);
  if (!normalized) return undefined;
  return findIn(locale, commands, normalized) ?? findIn(EVERYWHERE, commands, normalized);
}

/** True when one of the command's words occurs in the text. */
export function mentions(command: Command, text: string, locale: string): boolean {
  const padded = ` ${normalize(text)} `;
  return wordsOf(command, locale).folded.some((word) => padded.includes(` ${word} `));
}

function findIn<C extends Command>(locale: string, commands: readonly C[], normalized: string): C | undefined {
  const stripped = strip(normalized, locale);
  return commands.find((command) => {
    const words = wordsOf(command, locale);
    return words.exact.has(normalized) || words.stripped.has(stripped);
  });
}

/** Lower case, without punctuation, emoji and double spaces; a lone question mark stays. */
function normalize(text: string): string {
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .trim();
  if (/^\?+$/.test(lower)) return '?';
  return fold(lower)
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "Zurück", "zurueck" and "zuruck" are the same word. */
function fold(lower: string): string {
  return lower.replace(/[äöü]|[aou]e/g, (umlaut) => FOLDED[umlaut] ?? umlaut.charAt(0)).replaceAll('ß', 'ss');
}

const FOLDED: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u' };

/** Without the words of politeness and hesitation around a command. */
function strip(normalized: string, locale: string): string {
  let padded = ` ${normalized} `;
  for (const filler of fillersOf(locale)) padded = padded.replaceAll(` ${filler} `, ' ');
  return padded.trim();
}

const fillers = new WeakMap<readonly string[], readonly string[]>();

/** The longest first: "I would like to" before "I would". */
function fillersOf(locale: string): readonly string[] {
  const list = responses('commands', locale).list('filler');
  const sorted = fillers.get(list) ?? list.map(normalize).sort((one, other) => other.length - one.length);
  fillers.set(list, sorted);
  return sorted;
}

function wordsOf(command: Command, locale: string): CommandWords {
  const list = responses('commands', locale).list(command);
  let words = cache.get(list);
  if (!words) {
    const folded = list.map(normalize);
    const stripped = folded.map((phrase) => strip(phrase, locale)).filter(Boolean);
    words = { folded, exact: new Set(folded), stripped: new Set(stripped) };
    cache.set(list, words);
  }
  return words;
}

/** True when a text says a button's title in other words: "yes, cancel it please" where the button is *Cancel the order*. */
export function saysTitle(text: string, title: string, locale: string): boolean {
  const said = normalize(text);
  if (said === normalize(title)) return true;
  const own = new Set(normalize(title).split(' '));
  const spaced = ` ${said.replaceAll(' ', '  ')} `;
  const yes = phrasesOf('yes', locale).filter((phrase) => spaced.includes(` ${phrase} `));
  const along = [...yes, ...phrasesOf('filler', locale)].sort((one, other) => other.length - one.length);
  const left = along.reduce((rest, phrase) => rest.replaceAll(` ${phrase} `, '  '), spaced);
  const words = left.split(' ').filter(Boolean);
  return words.length > 0 ? words.every((word) => own.has(word)) : yes.length > 0;
}

/** As they stand in a text whose words are two spaces apart. */
function phrasesOf(command: Command, locale: string): string[] {
  return responses('commands', locale)
    .list(command)
    .map((phrase) => phrase.replaceAll(' ', '  '));
}
