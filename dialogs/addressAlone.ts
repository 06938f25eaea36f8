import { mentions } from './commands';
import { withoutEmail } from './entities';
import { plainWords } from './words';

/** True for "my mail is me@example.com" and for an address without a word: it tells who writes, and asks for nothing. */
export function isAddressAlone(text: string, locale: string): boolean {
  const rest = withoutEmail(text);
  if (rest === text) return false;
  const words = plainWords(rest).split(' ').filter(Boolean);
  return words.every((word) => mentions('addressFiller', word, locale));
}
