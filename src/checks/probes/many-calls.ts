import type { Probe } from '../check.ts';

/** What only one long-lived process can show. */
const steady = { method: 'GET', parallel: true, drivers: ['jsonl', 'function'] } as const satisfies Partial<Probe>;

export const outage: Probe = {
  ...steady,
  name: 'outage',
  summary: '100 calls of GET, one every 50 ms, and each attempt fails with 503',
  instructions: [],
  always: 'return-503',
  calls: 100,
  everyMs: 50,
  watchMs: 21_000,
  thoroughMs: 120_000,
};

/** The number of the first call that is answered again. */
export const recoveredFrom = 31;

export const outageThenRecovery: Probe = {
  ...steady,
  name: 'outage-then-recovery',
  summary: '30 calls of GET fail with 503, then every attempt succeeds; calls go on at a steady rate',
  instructions: [],
  always: 'return-503',
  later: { from: recoveredFrom, instructions: [], always: null },
  calls: 90,
  thoroughCalls: 400,
  everyMs: 220,
  watchMs: 21_000,
  thoroughMs: 120_000,
};

export const notFoundThenRecovery: Probe = {
  method: 'GET',
  drivers: ['jsonl', 'function'],
  name: 'many-404-then-200',
  summary: '30 calls of GET, one after the other, are answered with 404; the one behind them succeeds',
  instructions: ['return-404'],
  always: null,
  later: { from: recoveredFrom, instructions: [], always: null },
  calls: 31,
  watchMs: 20_000,
};
