/** Plain numbers of a sample; none of them needs a distribution. */

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Standard deviation of the sample. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The value below which this share of the sample lies; nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

/** From the least to the greatest. */
export function rangeOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

/** Without the longest two fifths: a busy machine makes waits longer, never shorter. */
export function withoutLongest(values: readonly number[]): readonly number[] {
  return values.toSorted((one, other) => one - other).slice(0, Math.ceil(values.length * 0.6));
}

/** Fewer calls than this make no statistic. */
export const leastSample = 10;
