import { responses } from '../../resources/responses';

const LONGEST_QUERY = 100;
/** Says where to tell, not what is looked for. */
const ADDRESS = /\S+@\S+/g;

/** What is looked for, without the words around it: "do you have a blue t-shirt in stock?" gives "blue t-shirt". */
export function readQuery(text: string, locale: string): string | undefined {
  const words = text
    .toLowerCase()
    .replace(ADDRESS, ' ')
    .replace(/[’‘`´]/g, "'")
    .replace(/[?!.,;:"“”„\s]+/g, ' ');
  const rest = responses('commands', locale)
    .list('productFiller')
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, filler) => left.replaceAll(` ${filler} `, ' '), ` ${words.trim()} `)
    .trim();
  return /\p{L}{2}/u.test(rest) ? rest.slice(0, LONGEST_QUERY) : undefined;
}
