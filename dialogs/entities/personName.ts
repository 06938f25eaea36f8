import { alternativesInAnyCase, wordsInAll } from './words';

/** A person's name as far as it was told. */
export interface PersonName {
  full: string;
  first?: string;
  last?: string;
}

/** Who somebody is, and for whom they write. */
export interface FoundPerson {
  name?: PersonName;
  company?: string;
}

const WORD = String.raw`\p{L}[\p{L}\p{M}'’.-]{0,40}`;
const CAPITALISED = String.raw`[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’.-]{0,40}`;
const COMPANY = String.raw`([\p{Lu}\p{Lt}\p{Lo}\p{N}][\p{L}\p{M}\p{N}'’.&-]{0,40}(?:\s{1,3}(?:&\s{1,3}|und\s{1,3})?[\p{Lu}\p{Lt}\p{Lo}\p{N}][\p{L}\p{M}\p{N}'’.&-]{0,40}){0,4})`;
const MOST_WORDS = 5;
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);

interface Patterns {
  strong: RegExp;
  weak: RegExp;
  company: RegExp;
  weakCompany: RegExp;
  particles: Set<string>;
  titles: Set<string>;
  notNames: Set<string>;
}
let patterns: Patterns | undefined;

/** The name and the company that a sentence tells: "I'm José García from Contoso", "ich heiße Anna von der Firma Müller". */
export function findPerson(text: string): FoundPerson {
  const { strong, weak, company, weakCompany } = (patterns ??= loadPatterns());
  const plain = text.slice(0, 2000).replace(/[’‘`´]/g, "'");
  const match = strong.exec(plain) ?? weak.exec(plain);
  const words = match && nameWords(match[1] ?? '');
  const name = words?.length ? toName(words) : undefined;
  const end =
    match && name ? match.index + match[0].length - (match[1] ?? '').length + lengthOf(match[1] ?? '', words) : 0;
  const firm = company.exec(plain)?.[1] ?? (name && weakCompany.exec(plain.slice(end))?.[1]);
  const trimmed = firm?.replace(/[.'-]+$/, '').trim();
  return { ...(name && { name }), ...(trimmed && { company: trimmed }) };
}

/** A bare answer to "what is your name?", also "Smith, Anna" and all in small letters; `undefined` when it is no name. */
export function readName(text: string): PersonName | undefined {
  const { notNames } = (patterns ??= loadPatterns());
  const said = findPerson(text).name;
  if (said) return said;
  const plain = text
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .replace(/[\p{Cf}]/gu, '')
    .trim()
    .replace(/[.!,;]+$/, '');
  if (plain.length > 80 || !/^[\p{L}\p{M}'.,\s-]+$/u.test(plain)) return undefined;
  const parts = plain.split(',').map((part) => part.trim());
  if (parts.length > 2) return undefined;
  const words = parts.reverse().join(' ').split(/\s+/).filter(Boolean);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const isName = words.every((word) => /^\p{L}/u.test(word) && !notNames.has(word.toLowerCase()));
  return isName ? toName(words) : undefined;
}

/** The leading words that are a name: up to a word that is none, or a small letter that is no particle. */
function nameWords(text: string): string[] {
  const { particles, notNames } = (patterns ??= loadPatterns());
  const words = text.trim().split(/\s+/).slice(0, MOST_WORDS);
  const isAllSmall = words.every((word) => word === word.toLowerCase() && word !== word.toUpperCase());
  const found: string[] = [];
  for (const word of words) {
    const lower = word.toLowerCase().replace(/\.$/, '');
    const isInside = found.length > 0 && particles.has(lower);
    if (notNames.has(lower) && !isInside) break;
    if (!isAllSmall && /^\p{Ll}/u.test(word) && !particles.has(lower)) break;
    found.push(word);
    if (word.length > 3 && word.endsWith('.')) break;
  }
  while (found.length > 0 && particles.has((found.at(-1) ?? '').toLowerCase())) found.pop();
  return found;
}

function lengthOf(text: string, words: readonly string[] | null | undefined): number {
  const last = words?.at(-1);
  return last ? text.indexOf(last) + last.length : 0;
}

/** Splits a name: the last word with its particles is the family name; a title leaves with the given name unknown. */
function toName(words: readonly string[]): PersonName | undefined {
  const { titles, particles } = (patterns ??= loadPatterns());
  const bare = words.map((word) => word.replace(/[.'-]+$/, (end) => (word.length <= 2 && end === '.' ? '.' : '')));
  const start = bare.findIndex((word) => !titles.has(word.toLowerCase().replace(/\.$/, '')));
  if (start < 0) return undefined;
  const named = bare.slice(start).map((word) => (particles.has(word.toLowerCase()) ? word : inCapitals(word)));
  const full = named.join(' ');
  const suffix = named.length > 2 && SUFFIXES.has((named.at(-1) ?? '').toLowerCase()) ? 1 : 0;
  let split = named.length - 1 - suffix;
  while (split > 1 && particles.has((named[split - 1] ?? '').toLowerCase())) split--;
  if (start > 0 && split <= 0) return { full, last: full };
  if (split <= 0) return { full, first: full };
  return { full, first: named.slice(0, split).join(' '), last: named.slice(split).join(' ') };
}

/** `anna-marie` and `O'NEILL` as names are written; mixed letters stay as they are. */
function inCapitals(word: string): string {
  const isPlain = word === word.toLowerCase() || (word === word.toUpperCase() && word.length > 2);
  if (!isPlain) return word;
  return word.toLowerCase().replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
}

function loadPatterns(): Patterns {
  const start = String.raw`(?<![\p{L}\p{N}])`;
  const following = `(${WORD}(?:\\s{1,3}${WORD}){0,${MOST_WORDS - 1}})`;
  const capitalised = `(${CAPITALISED}(?:\\s{1,3}${WORD}){0,${MOST_WORDS - 1}})`;
  return {
    strong: new RegExp(`${start}${alternativesInAnyCase('nameLeads')}\\s{1,3}${following}`, 'u'),
    weak: new RegExp(`${start}${alternativesInAnyCase('weakNameLeads')}\\s{1,3}${capitalised}`, 'u'),
    company: new RegExp(`${start}${alternativesInAnyCase('companyLeads')}\\s{1,3}${COMPANY}`, 'u'),
    weakCompany: new RegExp(`^,?\\s{1,3}${alternativesInAnyCase('weakCompanyLeads')}\\s{1,3}${COMPANY}`, 'u'),
    particles: new Set(wordsInAll('nameParticles')),
    titles: new Set(wordsInAll('nameTitles')),
    notNames: new Set([
      ...wordsInAll('notNameWords'),
      ...wordsInAll('weakCompanyLeads').filter((word) => !word.startsWith('von')),
    ]),
  };
}
