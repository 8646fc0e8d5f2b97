import type { Exchange } from '../../trace/exchange.ts';
import type { CheckVerdict } from '../check.ts';

type Shown = readonly Pick<Exchange, 'id'>[];

const idsOf = (attempts: Shown) => attempts.map(({ id }) => id);

export function kept(because: string, attempts: Shown): CheckVerdict {
  return { kind: 'kept', because, attempts: idsOf(attempts) };
}

export function broken(subtype: string, because: string, attempts: Shown): CheckVerdict {
  return { kind: 'broken', subtype, because, attempts: idsOf(attempts) };
}

export function warned(subtype: string, because: string, attempts: Shown): CheckVerdict {
  return { kind: 'warned', subtype, because, attempts: idsOf(attempts) };
}

export function untested(subtype: string, because: string): CheckVerdict {
  return { kind: 'untested', subtype, because };
}

/** Milliseconds as a person reads them: `250 ms`, `1.5 s`. */
export function span(ms: number): string {
  const whole = Math.round(ms);
  return Math.abs(whole) < 1000 ? `${whole} ms` : `${Number((whole / 1000).toFixed(whole < 10_000 ? 3 : 1))} s`;
}

/** `1 attempt`, `3 attempts`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
