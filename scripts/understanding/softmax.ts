import type { Features } from '../../dialogs/understanding/features';
import { SeededRandom } from './random';

/** A line as the trainer sees it. */
export interface Sample extends Features {
  /** The right column. */
  column: number;
  weight: number;
}

/** How to train. */
export interface TrainingOptions {
  rows: number;
  columns: number;
  epochs: number;
  rate: number;
  /** The share of a line's features that is hidden from it each time, so that no word is relied on alone. */
  dropout: number;
  /** What is left for all wrong classes together: keeps the model from being too sure. */
  smoothing: number;
  /** How much a weight shrinks towards nothing whenever it is touched. */
  decay: number;
  seed: number;
}

/** Weights and a bias for each column. */
export interface Trained {
  /** The rows that occur in any line; all others are zero. */
  rows: Int32Array;
  /** Those of `rows`, one row after the other. */
  weights: Float32Array;
  bias: Float32Array;
}

/** Differences too small to matter are not learned from, which is most of the work after the first rounds. */
const LEAST_GRADIENT = 0.008;

/** A line that is said right so surely is only seen now and then. */
const EASY = 0.1;
const EASY_SKIPPED = 0.7;

/** Softmax regression by stochastic descent, with AdaGrad's step for each row. */
export function trainSoftmax(samples: readonly Sample[], options: TrainingOptions): Trained {
  const used = usedRows(samples, options.rows);
  const placeOf = new Int32Array(options.rows);
  used.forEach((row, place) => (placeOf[row] = place));
  const placed = samples.map((sample) => ({ ...sample, rows: placesOf(sample.rows, placeOf) }));
  return { rows: used, ...descend(placed, { ...options, rows: used.length }) };
}

/** The commonest first: rows that are needed all the time then lie close together in memory, which is twice as fast. */
function usedRows(samples: readonly Sample[], rows: number): Int32Array {
  const counts = new Int32Array(rows);
  for (const sample of samples) for (const row of sample.rows) counts[row]!++;
  const used = Int32Array.from(counts.keys()).filter((row) => counts[row] !== 0);
  return used.sort((a, b) => counts[b]! - counts[a]! || a - b);
}

function placesOf(rows: Int32Array, placeOf: Int32Array): Int32Array {
  const places = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) places[at] = placeOf[rows[at]!]!;
  return places;
}

function descend(samples: readonly Sample[], options: TrainingOptions): Omit<Trained, 'rows'> {
  const { rows, columns, epochs, rate, dropout, smoothing, decay } = options;
  const weights = new Float32Array(rows * columns);
  const bias = new Float32Array(columns);
  const history = new Float32Array(rows).fill(1e-3);
  const random = new SeededRandom(options.seed);
  const order = Int32Array.from(samples.keys());
  const kept = new Int32Array(Math.max(...samples.map((sample) => sample.rows.length)));
  const isEasy = new Uint8Array(samples.length);
  const sums = new Float64Array(columns);
  const active = new Int32Array(columns);
  let biasHistory = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    const pace = rate * (1 - (0.9 * epoch) / epochs);
    for (const index of order) {
      if (isEasy[index] && random.next() < EASY_SKIPPED) continue;
      const sample = samples[index]!;
      const size = drop(sample, dropout, random, kept);
      sums.set(bias);
      for (let at = 0; at < size; at++) {
        const start = sample.rows[kept[at]!]! * columns;
        const value = sample.values[kept[at]!]!;
        for (let column = 0; column < columns; column++) sums[column]! += value * weights[start + column]!;
      }
      toGradient(sums, sample.column, smoothing, sample.weight);
      isEasy[index] = Math.abs(sums[sample.column]!) < EASY ? 1 : 0;
      let count = 0;
      let squares = 0;
      for (let column = 0; column < columns; column++) {
        if (Math.abs(sums[column]!) < LEAST_GRADIENT) continue;
        active[count++] = column;
        squares += sums[column]! ** 2;
      }
      if (count === 0) continue;
      biasHistory += squares;
      for (let at = 0; at < count; at++)
        bias[active[at]!]! -= (0.3 * pace * sums[active[at]!]!) / Math.sqrt(biasHistory);
      for (let at = 0; at < size; at++) {
        const row = sample.rows[kept[at]!]!;
        const value = sample.values[kept[at]!]!;
        history[row]! += squares * value * value;
        const step = (pace * value) / Math.sqrt(history[row]!);
        const start = row * columns;
        for (let entry = 0; entry < count; entry++) {
          const place = start + active[entry]!;
          weights[place] = weights[place]! * (1 - decay * step) - step * sums[active[entry]!]!;
        }
      }
    }
  }
  return { weights, bias };
}

/** Puts what is not hidden into `kept` and tells how many those are. */
function drop({ rows }: Sample, share: number, random: SeededRandom, kept: Int32Array): number {
  let size = 0;
  for (let at = 0; at < rows.length; at++) if (random.next() >= share) kept[size++] = at;
  return size;
}

/** From sums to the difference between what was said and what is right, in place. */
function toGradient(sums: Float64Array, right: number, smoothing: number, weight: number): void {
  let highest = -Infinity;
  for (const sum of sums) if (sum > highest) highest = sum;
  let total = 0;
  for (let column = 0; column < sums.length; column++) {
    sums[column] = Math.exp(sums[column]! - highest);
    total += sums[column]!;
  }
  const each = smoothing / (sums.length - 1);
  for (let column = 0; column < sums.length; column++) {
    const target = column === right ? 1 - smoothing : each;
    sums[column] = weight * (sums[column]! / total - target);
  }
}
