import type { Delay } from '../contract/failure-layer.ts';
import type { Arrival } from './gates/gate.ts';

type Draw = Pick<Arrival, 'request' | 'random'>;

/** The delay with chance and the request's own wish settled; only `per-item` still waits for the answer. */
export function resolveDelay(delay: Delay, draw: Draw): Delay {
  switch (delay.type) {
    case 'fixed':
    case 'per-item':
      return delay;
    case 'uniform':
      return fixed(delay.lower + (delay.upper - delay.lower) * draw.random());
    case 'lognormal': {
      const drawn = delay.median * Math.exp(delay.sigma * normal(draw));
      return fixed(delay.maxValue === null ? drawn : Math.min(drawn, delay.maxValue));
    }
    case 'from-query': {
      const seconds = Number(draw.request.query.get(delay.parameter)?.[0] ?? Number.NaN);
      const asked = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : delay.defaultMilliseconds;
      return fixed(Math.min(asked, delay.maxMilliseconds));
    }
    default:
      return delay satisfies never;
  }
}

function fixed(milliseconds: number): Delay {
  return { type: 'fixed', milliseconds: Math.round(milliseconds) };
}

/** A number from the standard normal distribution (Box and Muller). */
function normal({ random }: Draw): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
