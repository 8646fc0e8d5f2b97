import type { Delay } from '../../contract/failure-layer.ts';
import type { Answer } from '../decision.ts';

/** Milliseconds of a delay whose number was drawn when it was decided; only `per-item` waits for the answer. */
export function delayMs(delay: Delay | null, answer: Answer): number {
  if (delay?.type === 'fixed') return delay.milliseconds;
  return delay?.type === 'per-item' ? delay.milliseconds * itemsIn(answer.body) : 0;
}

/** Length of the answer's list, or of its first list. */
function itemsIn(body: string | null): number {
  try {
    const value: unknown = JSON.parse(body ?? 'null');
    const lists = Array.isArray(value) ? [value] : Object.values(value ?? {}).filter(Array.isArray);
    return lists[0]?.length ?? 0;
  } catch {
    return 0;
  }
}
