import { responses } from '../../resources/responses';
import { withoutEmail } from '../entities';
import { readName } from '../entities/personName';
import { plainWords } from '../words';

const NUMBER =
  /(?<![\p{L}\p{N}.,])\d{1,3}(?:[.,]\d{3})+(?![\p{L}\p{N}]|[.,]\d)|(?<![\p{L}\p{N}.,])\d{1,7}(?![\p{L}\p{N}]|[.,]\d)/gu;
const LONGEST_COMPANY = 100;

/** True for "make it 250": another number of what is wanted, and no answer of its own. */
export function changesNumber(text: string, locale: string): boolean {
  return otherNumber(text, locale) !== undefined;
}

/** What is wanted, with the number that a "make it 250" puts right; `undefined` where it has no number, or several. */
export function withOtherNumber(interest: string | undefined, text: string, locale: string): string | undefined {
  const number = otherNumber(text, locale);
  const numbers = interest?.match(NUMBER) ?? [];
  return number === undefined || numbers.length !== 1 ? undefined : interest?.replace(NUMBER, number);
}

/** Nothing but a word of change, a number and politeness. */
function otherNumber(text: string, locale: string): string | undefined {
  const [number, ...others] = text.match(NUMBER) ?? [];
  if (number === undefined || others.length > 0) return undefined;
  const texts = responses('leadCapture', locale);
  const [before = '', after = ''] = text.split(number);
  const isChange = isMadeOf(before, texts.list('numberChanges'));
  return isChange && plainWords(before) !== '' && isMadeOf(after, texts.list('numberTails')) ? number : undefined;
}

/** True when phrases of the list are all that is said. */
function isMadeOf(text: string, phrases: readonly string[]): boolean {
  const longestFirst = [...phrases].sort((one, other) => other.length - one.length);
  const said = ` ${plainWords(text).replaceAll(' ', '  ')} `;
  return (
    longestFirst.reduce((rest, phrase) => rest.replaceAll(` ${phrase.replaceAll(' ', '  ')} `, ' '), said).trim() === ''
  );
}

/** "Maria Huber, VS Graz, maria.huber@example.com": who, and for whom, when an address stands beside it. */
export function businessCard(text: string): { name: string; company?: string } | undefined {
  const rest = withoutEmail(text);
  if (rest === text) return undefined;
  const [name = '', company = ''] = rest.split(/[,;\n]/).map((part) => part.trim());
  if (!readName(name)?.last) return undefined;
  const isCompany = /\p{L}{2}/u.test(company) && !/[?@:]/.test(company) && company.length <= LONGEST_COMPANY;
  return { name, ...(isCompany && { company }) };
}
