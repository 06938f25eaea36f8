import { responses } from '../../resources/responses';
import type { ReturnableItem } from '../../services/ports/commerce';
import { isCommand } from '../commands';
import { alternatives } from '../entities/words';
import type { Choice } from '../session';
import { says } from '../words';

/** "Shirt" names a T-shirt; shorter ends of words are too many. */
const SHORTEST_PART = 4;

/** "1, 3" and "1 and 3". */
const ONLY_NUMBERS = new RegExp(`^(?:[\\d\\s,.&+()]|${alternatives('joinWords')})+$`, 'u');

/** "2 × Blue T-Shirt (M)". */
export function titleOfItem({ title, variant, quantity }: ReturnableItem): string {
  return `${quantity > 1 ? `${quantity} × ` : ''}${title}${variant ? ` (${variant})` : ''}`;
}

export function itemChoices(items: readonly ReturnableItem[], locale: string): Choice[] {
  const all = items.length > 1 ? [{ title: responses('returnRequest', locale).plain('all') }] : [];
  return [...items.map((item) => ({ title: titleOfItem(item) })), ...all];
}

/** Which items a message means, by their ids: their numbers in the list, their names, or all of them. */
export function readItems(text: string, items: readonly ReturnableItem[], locale: string): string[] | undefined {
  const all = responses('returnRequest', locale).plain('all').toLowerCase();
  const said = text.toLowerCase().trim();
  if (said === all || isCommand('everything', text, locale)) return items.map(({ id }) => id);
  const numbers = ONLY_NUMBERS.test(said) ? (said.match(/\d+/g) ?? []).map(Number) : [];
  const byNumber = numbers.flatMap((number) => items[number - 1]?.id ?? []);
  if (byNumber.length > 0) return [...new Set(byNumber)];
  return itemsByName(said, items, locale) ?? allItems(text, items, locale);
}

/** Which items the sentence names that a return begins with; `undefined` where it also says what stays. */
export function itemsUpFront(text: string, items: readonly ReturnableItem[], locale: string): string[] | undefined {
  if (says(text, responses('returnRequest', locale).list('keepWords'))) return undefined;
  return itemsByName(text.toLowerCase(), items, locale) ?? allItems(text, items, locale);
}

/** All of them, where a sentence says so: "actually both", "everything from order 1004". */
export function allItems(text: string, items: readonly ReturnableItem[], locale: string): string[] | undefined {
  const texts = responses('returnRequest', locale);
  if (items.length === 0 || says(text, texts.list('keepWords'))) return undefined;
  const isBoth = items.length === 2 && says(text, texts.list('bothWords'));
  return isBoth || says(text, texts.list('allWords')) ? items.map(({ id }) => id) : undefined;
}

function itemsByName(said: string, items: readonly ReturnableItem[], locale: string): string[] | undefined {
  const spoken = spokenThings(said, locale);
  const named = items.filter((item) => said.includes(titleOfItem(item).toLowerCase()) || namesIt(spoken, item.title));
  return named.length > 0 ? named.map(({ id }) => id) : undefined;
}

/** The words that may name a thing, with what else it is called; "back" in "send it back" is no backpack. */
function spokenThings(said: string, locale: string): Set<string> {
  const texts = responses('returnRequest', locale);
  const words = said.split(/[^\p{L}\p{N}-]+/u).filter((word) => !texts.list('backWords').includes(word));
  const alike = texts.list('alike').flatMap((line) => {
    const [word = '', thing = ''] = line.split('=');
    return words.includes(word) ? [thing] : [];
  });
  return new Set([...words, ...alike].map(stem));
}

/** True when a word of the title that tells it from others is said: "the jeans". */
function namesIt(spoken: ReadonlySet<string>, title: string): boolean {
  const words = title.toLowerCase().split(/\s+/).map(stem);
  // The last word is the thing itself; colours and makes before it only describe it.
  const thing = words.at(-1) ?? '';
  return [...spoken].some((word) => word === thing || (word.length >= SHORTEST_PART && thing.endsWith(word)));
}

function stem(word: string): string {
  return word.replace(/-/g, '').replace(/s$/, '');
}
