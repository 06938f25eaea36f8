import { gunzipSync, gzipSync } from 'node:zlib';
import type { LexiconData } from './lexicon';
import type { Features } from './features';
import type { WordCounts } from './languageDetector';

/** What stands in front of the weights. */
export interface ModelHeader {
  classes: string[];
  rows: number;
  /** A stored weight is this many of the real one. */
  scale: number;
  bias: number[];
  /** By language, in the order in which they are tried. */
  lexicons: Record<string, LexiconData>;
  wordCounts: WordCounts;
}

/** Weights of a softmax regression: one row for each feature, one byte for each class in it. */
export interface Model {
  header: ModelHeader;
  weights: Int8Array;
}

const LENGTH_BYTES = 4;

/** One gzipped file: length of the header, header as JSON, weights. */
export function encodeModel({ header, weights }: Model): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
  return gzipSync(Buffer.concat([length, json, bytes]), { level: 5 });
}

/** @throws when the file is no model, or one of another shape */
export function decodeModel(file: Buffer): Model {
  const bytes = gunzipSync(file);
  const end = LENGTH_BYTES + bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as ModelHeader;
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + end, bytes.length - end);
  if (weights.length !== header.rows * header.classes.length) throw new Error('The recogniser model is damaged');
  return { header, weights };
}

/** How likely each class is, in the order of the header's. */
export function probabilitiesOf({ header, weights }: Model, { rows, values }: Features): number[] {
  const width = header.classes.length;
  const sums = Float64Array.from(header.bias);
  for (let at = 0; at < rows.length; at++) {
    const start = rows[at]! * width;
    const value = values[at]! * header.scale;
    for (let column = 0; column < width; column++) sums[column]! += value * weights[start + column]!;
  }
  const highest = Math.max(...sums);
  const powers = Array.from(sums, (sum) => Math.exp(sum - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
