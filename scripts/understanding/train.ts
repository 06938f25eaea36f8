import { featuresOf, ROWS } from '../../dialogs/understanding/features';
import { CLASSES } from '../../dialogs/understanding/intents';
import { Lexicon, type LexiconData } from '../../dialogs/understanding/lexicon';
import type { Model } from '../../dialogs/understanding/model';
import { isShape, wordsOf } from '../../dialogs/understanding/text';
import { examplesOf, type Example } from './examples';
import { SeededRandom } from './random';
import { trainSoftmax, type Sample } from './softmax';
import { readLanguages, type Language } from './utterances';

const SEED = 20240501;
/** A word of a single pattern is hidden this often, so that the model learns what an unknown word means. */
const HIDDEN_SHARE = 0.3;
/** Patterns are drawn from so often, and what comes out is learned so often: both keep chance out of the model. */
const DRAWS = 2;
const EPOCHS = 3;
/** The largest stored weight; the few beyond it are cut. */
const LARGEST = 127;
const CUT_SHARE = 0.0005;
/** Every so many weights show how large they are. */
const SAMPLED = 19;
/** What is smaller changes nothing and only makes the file larger. */
const SMALLEST = 3;

/** A line and its words. */
interface ReadExample extends Example {
  words: string[];
}

/** Trains a model from all utterances of a folder; the same files give the same model. */
export function train(folder: string): Model {
  return trainOn(readLanguages(folder));
}

/** The same from what was already read. */
export function trainOn(languages: readonly Language[]): Model {
  const seeds = Array.from({ length: DRAWS }, (_, draw) => SEED + draw);
  const examples = languages
    .flatMap((language) => seeds.flatMap((seed) => examplesOf(language, seed)))
    .map((example): ReadExample => ({ ...example, words: wordsOf(example.text) }));
  const lexicons = Object.fromEntries(languages.map((language) => [language.name, lexiconOf(language)]));
  const samples = samplesOf(examples, lexicons);
  const { rows, weights, bias } = trainSoftmax(samples, {
    rows: ROWS,
    columns: CLASSES.length,
    epochs: EPOCHS,
    rate: 1,
    dropout: 0.2,
    smoothing: 0.05,
    decay: 2e-4,
    seed: SEED,
  });
  const { bytes, scale } = quantize(weights);
  const spread = new Int8Array(ROWS * CLASSES.length);
  rows.forEach((row, place) => {
    spread.set(bytes.subarray(place * CLASSES.length, (place + 1) * CLASSES.length), row * CLASSES.length);
  });
  return {
    header: {
      classes: [...CLASSES],
      rows: ROWS,
      scale,
      bias: Array.from(bias),
      lexicons,
      wordCounts: Object.fromEntries(languages.map((language) => [language.name, countWords(examples, language)])),
    },
    weights: spread,
  };
}

/** Every word of the patterns and lists, with the number of patterns that hold it. */
function lexiconOf({ utterances, lists, replacements, concepts }: Language): LexiconData {
  const words: Record<string, number> = {};
  const add = (source: string) => {
    for (const word of new Set(wordsOf(source.replace(/<[\w-]+>|[{}[\]|]/g, ' ')))) {
      if (!isShape(word)) words[word] = (words[word] ?? 0) + 1;
    }
  };
  for (const { source } of utterances) add(source);
  for (const items of lists.values()) items.forEach(add);
  for (const words of [...Object.values(replacements), ...Object.keys(concepts)]) add(words);
  return { replacements, concepts, words };
}

/** Rows and values of every line; rare words are hidden now and then, and every intent counts nearly the same. */
function samplesOf(examples: readonly ReadExample[], lexicons: Record<string, LexiconData>): Sample[] {
  const random = new SeededRandom(SEED);
  const readers = new Map(Object.entries(lexicons).map(([name, data]) => [name, new Lexicon(data)]));
  const counts = new Map<string, number>();
  for (const { intent } of examples) counts.set(intent, (counts.get(intent) ?? 0) + 1);
  const mean = examples.length / counts.size;
  return examples.map(({ words: typed, intent, language, weight }) => {
    const steps = readers.get(language)!.stepsOfWords(typed);
    const words = lexicons[language]!.words;
    const hidden = new Set(
      steps.flatMap((step) => step.words).filter((word) => (words[word] ?? 0) <= 1 && random.next() < HIDDEN_SHARE),
    );
    const features = featuresOf(steps, (word) => !isShape(word) && (hidden.has(word) || words[word] === undefined));
    const balance = Math.min(2, Math.max(0.6, Math.sqrt(mean / (counts.get(intent) ?? 1))));
    return { ...features, column: CLASSES.indexOf(intent as (typeof CLASSES)[number]), weight: weight * balance };
  });
}

function countWords(examples: readonly ReadExample[], { name }: Language): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { words, language } of examples) {
    if (language !== name) continue;
    for (const word of words) if (!isShape(word)) counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

/** One byte a weight. */
function quantize(weights: Float32Array): { bytes: Int8Array; scale: number } {
  const sizes: number[] = [];
  for (let at = 0; at < weights.length; at += SAMPLED) if (weights[at] !== 0) sizes.push(Math.abs(weights[at]!));
  const sorted = Float32Array.from(sizes).sort();
  const largest = sorted[Math.floor(sorted.length * (1 - CUT_SHARE))] ?? 1;
  const scale = largest / LARGEST;
  const bytes = new Int8Array(weights.length);
  for (let at = 0; at < weights.length; at++) {
    const whole = Math.max(-LARGEST, Math.min(LARGEST, Math.round(weights[at]! / scale)));
    if (Math.abs(whole) >= SMALLEST) bytes[at] = whole;
  }
  return { bytes, scale };
}
