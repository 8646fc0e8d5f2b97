import { readRetryAfter, signalOf } from '../../retry/index.ts';
import type { Exchange } from '../../trace/exchange.ts';
import type { Judge } from './expectation.ts';
import { around, type Gap, gapsOf } from './gaps.ts';

interface Told extends Gap {
  readonly toldMs: number;
}

/** Every attempt behind a `Retry-After` came when that had passed. */
export const honoursRetryAfter: Judge<true> = {
  judge(attempts, _, blurMs) {
    const told = gapsOf(attempts).flatMap((gap): readonly Told[] => {
      const toldMs = toldIn(gap.before);
      return toldMs === null ? [] : [{ ...gap, toldMs }];
    });
    if (told.length === 0) {
      const observed = 'no answer with a Retry-After was followed by another attempt';
      return { verdict: 'untested', observed, evidence: attempts };
    }
    const early = told.filter(({ ms, toldMs }) => ms < toldMs - blurMs);
    const shown = early.length > 0 ? early : told;
    return { verdict: early.length > 0 ? 'broken' : 'kept', observed: print(shown), evidence: around(shown) };
  },
};

/** Null: the answer named no time, or none that can be read. */
export function toldIn(exchange: Exchange): number | null {
  const signal = signalOf(exchange);
  return signal === null ? null : (readRetryAfter(signal)?.ms ?? null);
}

function print(told: readonly Told[]): string {
  const each = told.map(({ attempt, ms, toldMs }) => `waited ${ms} ms after attempt ${attempt}, was told ${toldMs} ms`);
  return each.join('; ');
}
