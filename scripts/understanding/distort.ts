import type { SeededRandom } from './random';

/** The same line as written in a hurry: a slip in one word, a word left out, or a word strewn in. */
export function distort(text: string, noise: readonly string[], random: SeededRandom): string {
  const words = text.split(' ');
  const kind = random.next();
  if (kind < 0.55) return mistype(words, random).join(' ');
  if (kind < 0.85 && noise.length > 0) {
    words.splice(random.below(words.length + 1), 0, random.pick(noise));
    return words.join(' ');
  }
  if (words.length > 4) words.splice(random.below(words.length), 1);
  return words.join(' ');
}

function mistype(words: readonly string[], random: SeededRandom): string[] {
  const long = words.map((word, at) => ({ word, at })).filter(({ word }) => word.length > 3);
  if (long.length === 0) return [...words];
  const { word, at } = random.pick(long);
  return words.map((other, index) => (index === at ? slip(word, random) : other));
}

/** Swapped, left out, doubled or wrong. */
function slip(word: string, random: SeededRandom): string {
  const at = 1 + random.below(word.length - 2);
  const [before, sign, next, after] = [word.slice(0, at), word[at]!, word[at + 1] ?? '', word.slice(at + 2)];
  const kind = random.below(4);
  if (kind === 0) return before + next + sign + after;
  if (kind === 1) return before + next + after;
  if (kind === 2) return before + sign + sign + next + after;
  return before + String.fromCharCode(97 + random.below(26)) + next + after;
}
