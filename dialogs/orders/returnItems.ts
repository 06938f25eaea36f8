import { responses } from '../../resources/responses';
import type { ReturnableItem } from '../../services/ports/commerce';
import { isCommand } from '../commands';
import { alternatives } from '../entities/words';
import type { Choice } from '../session';

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
  const byName = items.filter((item) => said.includes(titleOfItem(item).toLowerCase()) || namesIt(said, item.title));
  return byName.length > 0 ? byName.map(({ id }) => id) : undefined;
}

/** True when a word of the title that tells it from others is said: "the jeans". */
function namesIt(said: string, title: string): boolean {
  const spoken = new Set(said.split(/[^\p{L}\p{N}-]+/u).map(stem));
  const words = title.toLowerCase().split(/\s+/).map(stem);
  // The last word is the thing itself; colours and makes before it only describe it.
  const thing = words.at(-1) ?? '';
  return [...spoken].some((word) => word === thing || (word.length >= SHORTEST_PART && thing.endsWith(word)));
}

function stem(word: string): string {
  return word.replace(/-/g, '').replace(/s$/, '');
}
