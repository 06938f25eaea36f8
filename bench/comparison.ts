import type { RoundResult } from './round';
import { ratios, spread, sum, type Spread } from './statistics';

/** The figures of a round that are compared, with the words for them. */
export const FIGURES = {
  turnsPerSecond: 'turns/s',
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  cpuMsPerTurn: 'CPU ms/turn',
  rssMib: 'RSS MiB',
} as const;

export type Figure = keyof typeof FIGURES;
export type Spreads = Partial<Record<Figure, Spread>>;

/** What one level brought. A figure that this system does not tell is absent. */
export interface Comparison {
  conversations: number;
  turns: { ours: number; stock: number };
  errors: { ours: number; stock: number };
  ours: Spreads;
  stock: Spreads;
  /** Ours divided by stock. */
  ratio: Spreads;
}

export function compare(conversations: number, ours: RoundResult[], stock: RoundResult[]): Comparison {
  const counted = (name: 'turns' | 'errors') => ({
    ours: sum(ours.map((round) => round[name])),
    stock: sum(stock.map((round) => round[name])),
  });
  return {
    conversations,
    turns: counted('turns'),
    errors: counted('errors'),
    ours: each((figure) => spread(valuesOf(ours, figure))),
    stock: each((figure) => spread(valuesOf(stock, figure))),
    ratio: each((figure) => ratios(valuesOf(ours, figure), valuesOf(stock, figure))),
  };

  function each(calculate: (figure: Figure) => Spread): Spreads {
    const known = (Object.keys(FIGURES) as Figure[]).filter((figure) => valuesOf(ours, figure).length > 0);
    return Object.fromEntries(known.map((figure) => [figure, calculate(figure)]));
  }
}

function valuesOf(rounds: RoundResult[], figure: Figure): number[] {
  return rounds.flatMap((round) => round[figure] ?? []);
}

/** A table for people. */
export function toTable({ conversations, turns, errors, ours, stock, ratio }: Comparison): string {
  const head = `${conversations} at once`.padEnd(14) + ['ours', 'stock', 'ours / stock'].map(column).join('');
  const rows = (Object.keys(FIGURES) as Figure[]).map(
    (figure) => FIGURES[figure].padEnd(14) + [ours, stock, ratio].map((of) => column(inWords(of[figure]))).join(''),
  );
  const counts =
    'errors/turns'.padEnd(14) + [`${errors.ours}/${turns.ours}`, `${errors.stock}/${turns.stock}`].map(column).join('');
  return [head, ...rows, counts].join('\n');
}

function inWords(value: Spread | undefined): string {
  return value ? `${short(value.median)} (${short(value.min)}–${short(value.max)})` : '–';
}

function short(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function column(text: string): string {
  return text.padStart(26);
}
