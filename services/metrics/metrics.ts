import type { COUNTERS, CounterName, HISTOGRAMS, HistogramName } from './catalogue';

type Labels<D extends { readonly labels: readonly string[] }> = Readonly<Record<D['labels'][number], string>>;

/**
 * What the bot counts while it works. The values of labels are words of the code, never what somebody sent: nothing
 * personal, and few of them.
 */
export interface Metrics {
  count<N extends CounterName>(name: N, labels: Labels<(typeof COUNTERS)[N]>): void;
  observe<N extends HistogramName>(name: N, seconds: number, labels: Labels<(typeof HISTOGRAMS)[N]>): void;
}

/** Where nobody counts. */
export const noMetrics: Metrics = { count: () => undefined, observe: () => undefined };

/** A label's value, where it comes from outside: `other` unless it is known. */
export function oneOf(known: Iterable<string>, value: string | undefined): string {
  for (const each of known) if (each === value) return each;
  return 'other';
}
