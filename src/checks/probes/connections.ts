import type { Probe } from '../check.ts';

const get = { method: 'GET', always: null } as const;

export const resetTwice: Probe = {
  ...get,
  name: 'reset-reset-then-200',
  summary: 'the connection of a GET is reset twice before an answer; the third attempt succeeds',
  instructions: ['return-reset-connection', 'return-reset-connection'],
  watchMs: 20_000,
};

export const hang: Probe = {
  ...get,
  name: 'stall-then-200',
  summary: 'the first attempt of a GET is never answered; a further one succeeds',
  instructions: ['stall'],
  watchMs: 21_000,
  thoroughMs: 150_000,
};

export const truncated: Probe = {
  ...get,
  name: 'truncated-then-200',
  summary: 'the answer to a GET ends before its Content-Length; a further attempt gets the whole of it',
  instructions: ['return-broken-stream'],
  watchMs: 20_000,
};
