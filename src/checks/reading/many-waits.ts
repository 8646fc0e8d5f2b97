import type { Exchange } from '../../trace/exchange.ts';
import type { Observation } from '../observation.ts';
import { attemptsOf, gapBetween } from './attempts.ts';
import { toldBy } from './waits.ts';

/** A wait that one of many calls was asked for, with the milliseconds that it waited. */
export interface OneWait {
  readonly refused: Exchange;
  readonly next: Exchange;
  readonly toldMs: number;
  readonly waited: number;
}

/** The first wait of each call that tried again. */
export function manyWaits({ calls }: Observation): readonly OneWait[] {
  return calls.flatMap((call) => {
    const [refused, next] = attemptsOf(call);
    if (refused === undefined || next === undefined) return [];
    const toldMs = toldBy(refused);
    return toldMs === null ? [] : [{ refused, next, toldMs, waited: gapBetween(refused, next) }];
  });
}
