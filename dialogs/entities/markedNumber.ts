import { alternatives, type EntityWords } from './words';

/** A number as typed, and where it stands together with the word before it. */
export interface FoundNumber {
  value: string;
  start: number;
  end: number;
}

/** Behind a number: no more of it, and no amount of money. */
const END = String.raw`(?![\p{L}\p{N}@]|[.,]\d|\s?(?:[€$£%]|(?:eur|euros?|usd|dollars?)\b))`;

/** Finds the numbers that a word such as "ticket" or "Rechnung Nr." announces, also several: "tickets 5001, 5002 and 5003". */
export function markedNumberFinder(words: EntityWords, shape: string): (text: string) => FoundNumber[] {
  const [word, number, is, join] = [words, 'numberWords', 'isWords', 'joinWords'].map((key) =>
    alternatives(key as EntityWords),
  );
  const lead = String.raw`(?<![\p{L}\p{N}_-])${word}(?:[\s-]{0,3}${number})?(?:\s{1,3}${is})?(?:\s{0,3}[:#–—-]){0,2}\s{0,3}`;
  const first = new RegExp(`${lead}#?(${shape})${END}`, 'giu');
  const more = new RegExp(String.raw`(?:\s{0,3}(?:[,&+]|${join})){1,2}\s{0,3}#?(${shape})${END}`, 'iuy');
  return (text) => {
    const found: FoundNumber[] = [];
    first.lastIndex = 0;
    for (let match = first.exec(text); match; match = first.exec(text)) {
      let end = first.lastIndex;
      found.push({ value: match[1] ?? '', start: match.index, end });
      for (more.lastIndex = end; (match = more.exec(text));) {
        found.push({ value: match[1] ?? '', start: end, end: more.lastIndex });
        end = more.lastIndex;
      }
      first.lastIndex = end;
    }
    return found;
  };
}

/** The text with what was found blanked out; every other character keeps its place. */
export function blanked(text: string, found: readonly { start: number; end: number }[]): string {
  return found.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}
