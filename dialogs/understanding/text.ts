/** Nobody needs more to say what they want; the rest of a pasted page is not looked at. */
const MAX_LENGTH = 600;
const MAX_WORDS = 80;

const MONEY = /(?:[$€£]\s?\d[\d.,]*)|(?:\d[\d.,]*\s?(?:[$€£]|usd\b|eur\b|euros?\b|dollars?\b|bucks\b|pounds?\b))/g;
const TIME = /\b\d{1,2}(?::\d{2})?\s?(?:am|pm|uhr)\b|\b\d{1,2}:\d{2}\b/g;
/** Whose name it is does not tell what is wanted either; without a title a name is not told from other words. */
const PERSON = /\b(?:mr|mrs|ms|herrn?)\.?\s+\p{L}+/gu;
/** As the IT desk numbers its records. */
const IT_NUMBER = /^(?:inc|req|ritm|sctask|chg)\d+$/;
const YEAR = /^(?:19|20)\d\d$/;

/**
 * A message as plain words: lower case, without apostrophes, accents written out; numbers, amounts, times and addresses
 * become one word each, because which one it is does not tell what is wanted.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]/g, '')
    .replace(/[’‘`´']/g, '')
    .replace(/\bw-2/g, 'w2')
    .replace(/\bw-4/g, 'w4')
    .replace(/401\s?\(?k\)?\b/g, '401k')
    .replace(/\be-(?=mail|bill)/g, 'e')
    .replace(/\bwi-fi\b/g, 'wifi')
    .replace(/\bsign-(?=up|in)/g, 'sign ')
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/https?:\S+|www\.\S+/g, ' 0url ')
    .replace(/\S+@\S+/g, ' 0mail ')
    .replace(MONEY, ' 0money ')
    .replace(TIME, ' 0time ')
    .replace(PERSON, ' 0person ');
  const words = plain.match(/[\p{L}\p{N}]+|\?/gu) ?? [];
  return words.slice(0, MAX_WORDS).map(shapeOf);
}

/** Numbers by their length, a year by itself, identifiers like `INC0012` as one; any other word stays. */
function shapeOf(word: string): string {
  if (!/\d/.test(word) || /^0[a-z]/.test(word) || word === '401k' || word === 'w2' || word === 'w4') return word;
  if (YEAR.test(word)) return '0year';
  if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(word)) return '0few';
  if (/^\d+$/.test(word)) return word.length <= 2 ? '0few' : '0number';
  if (IT_NUMBER.test(word)) return '0itnumber';
  if (/^\p{L}{1,4}\d{3,}$/u.test(word)) return '0number';
  return word;
}

/** True for what stands for a number, an amount, a time or an address, and for a question mark. */
export function isShape(word: string): boolean {
  return word.startsWith('0') || word === '?';
}
