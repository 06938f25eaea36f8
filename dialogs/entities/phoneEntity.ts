import { createRequire } from 'node:module';
import type * as PhoneLibrary from 'libphonenumber-js/min';

const CANDIDATE = /(?<![\p{L}\p{N}_#.,/-])(?:\+|00|\()?\d[\d\p{Zs}()./–-]{5,24}\d(?![\p{L}\p{N}_]|[.,]\d)/gu;
const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;
/** Without a plus, a leading zero or brackets a number has to be this long to be taken for a phone. */
const SHORTEST_BARE = 9;
/** A message has no more phone numbers than this. */
const MOST_CANDIDATES = 10;

let library: typeof PhoneLibrary | undefined;

/** A phone number and where it stands in the text. */
export interface FoundPhone {
  phone: string;
  start: number;
  end: number;
}

/**
 * The first phone number in free words, as E.164.
 * @param region whose numbers need no country code, such as `US`
 */
export function findPhone(text: string, region: string): FoundPhone | undefined {
  let tried = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    if (!couldBePhone(match[0])) continue;
    if (++tried > MOST_CANDIDATES) return undefined;
    const phone = normalizePhone(match[0], region);
    if (phone) return { phone, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/** The answer to the question for a phone number: nothing else, or somewhere in a sentence. */
export function readPhone(text: string, region: string): string | undefined {
  return normalizePhone(text, region) ?? findPhone(text, region)?.phone;
}

/** A phone number as E.164, such as `+14155552671`; `undefined` when there is no such number. */
export function normalizePhone(text: string, region: string): string | undefined {
  library ??= createRequire(__filename)('libphonenumber-js/min') as typeof PhoneLibrary;
  const country = region.slice(0, 2).toUpperCase();
  const defaultCountry = library.isSupportedCountry(country) ? country : undefined;
  const number = library.parsePhoneNumberFromString(text.normalize('NFKC').slice(0, 60), defaultCountry);
  return number?.isValid() ? number.number : undefined;
}

function couldBePhone(candidate: string): boolean {
  if (DATE.test(candidate)) return false;
  const digits = candidate.replace(/\D/g, '').length;
  if (digits < 7 || digits > 15) return false;
  return /^[+0(]/.test(candidate) || digits >= SHORTEST_BARE;
}
