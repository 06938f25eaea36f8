/** A figure over all rounds: the middle one, and how far the others are away. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The value that `share` of all values do not exceed. NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The middle value, or the mean of the two in the middle: rounds are few, and often even in number. */
export function median(values: readonly number[]): number {
  const reversed = values.map((value) => -value);
  return (percentile(values, 0.5) - percentile(reversed, 0.5)) / 2;
}

/** Ours against the other one's, round by round: both of a round met the same noise of the machine. */
export function ratios(ours: readonly number[], others: readonly number[]): Spread {
  return spread(ours.map((value, round) => value / (others[round] ?? NaN)));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** More digits than these are noise. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
