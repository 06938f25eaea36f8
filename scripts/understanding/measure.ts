import { readFileSync } from 'node:fs';
import type { TrainedRecognizer } from '../../dialogs/understanding/trainedRecognizer';
import { NO_TOPIC, outcomeOf } from './topics';

/** A line of the data: any of its topics is right. */
export interface Line {
  text: string;
  topics: string[];
}

/** A line and what it was taken for. */
export interface Result extends Line {
  taken: string;
  confidence: number;
  isRight: boolean;
  isWrongJob: boolean;
}

/** Shares between 0 and 1; `null` when a file has no line of the kind. */
export interface Figures {
  inScopeAccuracy: number | null;
  outOfScopeRejected: number | null;
  noWrongJob: number | null;
  lines: number;
}

/** One JSON object a line: `text`, and as `topic` one name or a list of which any is right. */
export function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const { text, topic } = JSON.parse(line) as { text: string; topic: string | string[] };
      return { text, topics: [topic].flat() };
    });
}

export function measure(recognizer: TrainedRecognizer, lines: readonly Line[], locale: string): Result[] {
  return lines.map((line) => {
    const { intent, confidence } = recognizer.understand(line.text, locale);
    const { topics, isJob } = outcomeOf(intent);
    const isRight = topics.some((topic) => line.topics.includes(topic));
    const taken = line.topics.find((topic) => topics.includes(topic)) ?? topics.at(-1) ?? NO_TOPIC;
    return { ...line, taken, confidence, isRight, isWrongJob: isJob && !isRight };
  });
}

export function figuresOf(results: readonly Result[]): Figures {
  const inScope = results.filter(({ topics }) => !topics.includes(NO_TOPIC));
  const outOfScope = results.filter(({ topics }) => topics.includes(NO_TOPIC));
  return {
    inScopeAccuracy: share(inScope, ({ isRight }) => isRight),
    outOfScopeRejected: share(outOfScope, ({ isWrongJob }) => !isWrongJob),
    noWrongJob: share(results, ({ isWrongJob }) => !isWrongJob),
    lines: results.length,
  };
}

/** A row for each topic: how many lines were taken for what. */
export function confusionOf(results: readonly Result[]): string[] {
  const rows = new Map<string, Map<string, number>>();
  for (const { topics, taken } of results) {
    const row = rows.get(topics.join('|')) ?? new Map<string, number>();
    rows.set(topics.join('|'), row.set(taken, (row.get(taken) ?? 0) + 1));
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, row]) => {
      const cells = [...row].sort(([, a], [, b]) => b - a).map(([taken, count]) => `${taken} ${count}`);
      return `  ${topic.padEnd(20)} ${cells.join(', ')}`;
    });
}

function share(results: readonly Result[], isGood: (result: Result) => boolean): number | null {
  if (results.length === 0) return null;
  return Number((results.filter(isGood).length / results.length).toFixed(4));
}
