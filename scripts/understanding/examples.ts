import { SeededRandom } from './random';
import { distort } from './distort';
import type { Language, Utterance } from './utterances';

/** One line to train on. */
export interface Example {
  text: string;
  intent: string;
  language: string;
  /** How much it counts: the lines of one pattern together count the same whatever their number, within limits. */
  weight: number;
}

const FEWEST = 2;
const MOST = 90;
/** Something to do is also asked for in frames: at least so many of them. */
const FEWEST_FRAMES = 8;
/** Every so many lines one is also learned with slips of the finger. */
const DISTORTED_SHARE = 0.22;

/** Lines of all patterns of a language; the same ones in every run. */
export function examplesOf(language: Language, seed: number): Example[] {
  const random = new SeededRandom(seed);
  const examples: Example[] = [];
  for (const utterance of language.utterances) {
    const texts = linesOf(utterance, language, random);
    for (const text of texts) {
      const example = { text, intent: utterance.intent, language: language.name, weight: 1 };
      examples.push(example);
      if (random.next() < DISTORTED_SHARE) examples.push({ ...example, text: distort(text, language.noise, random) });
    }
  }
  return examples;
}

function linesOf({ pattern, isFramed }: Utterance, { frames }: Language, random: SeededRandom): Set<string> {
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.ceil(1.1 * pattern.width)));
  const texts = new Set<string>();
  for (let tries = 0; texts.size < wanted && tries < 2 * wanted; tries++) texts.add(pattern.sample(random));
  if (!isFramed || frames.length === 0) return texts;
  for (let count = 0; count < Math.max(FEWEST_FRAMES, wanted); count++) {
    const inner = pattern.sample(random);
    const frame = random.pick(frames).sample(random);
    texts.add(frame.replace('%ing', () => gerundOf(inner)).replace('%', () => inner));
  }
  return texts;
}

/** English only: other languages have no such frames. "cancel my order" is "cancelling my order". */
function gerundOf(phrase: string): string {
  const [verb = '', ...rest] = phrase.split(' ');
  let stem = verb;
  if (/[^aeioy]e$/.test(verb) && verb.length > 2 && !/ee$/.test(verb)) stem = verb.slice(0, -1);
  else if (/^[^aeiou]*[aeiou][bdgmnpt]$/.test(verb)) stem = verb + verb.slice(-1);
  return [`${stem}ing`, ...rest].join(' ');
}
