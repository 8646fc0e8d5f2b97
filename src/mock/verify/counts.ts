import type { Count } from './expectation.ts';

/** Whether so many are as many as wanted. */
export function holds({ exactly, min = 0, max = Number.POSITIVE_INFINITY }: Count, number: number): boolean {
  return exactly === undefined ? number >= min && number <= max : number === exactly;
}

/** What makes it no count; null when it is one. */
export function defectOfCount({ exactly, min, max }: Count): string | null {
  const numbers = [exactly, min, max].filter((number) => number !== undefined);
  if (numbers.length === 0) return 'it says neither exactly, min nor max';
  if (!numbers.every((number) => Number.isInteger(number) && number >= 0)) return 'it counts in whole numbers from 0';
  if (exactly !== undefined && numbers.length > 1) return 'it has exactly beside min or max';
  return min !== undefined && max !== undefined && min > max ? `min ${min} is above max ${max}` : null;
}
