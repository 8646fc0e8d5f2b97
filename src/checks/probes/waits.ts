import type { Probe } from '../check.ts';

/** A refusal that says when to come back, then success. */
function told(name: string, instruction: string, summary: string, more: Partial<Probe> = {}): Probe {
  return {
    name: `${name}-then-200`,
    summary,
    method: 'GET',
    instructions: [instruction],
    always: null,
    watchMs: 20_000,
    ...more,
  };
}

export const waitTwoSeconds = told(
  '429-retry-after-2',
  'return-429-retry-after-2s',
  'GET is refused with 429 and Retry-After: 2',
);
export const waitTwoSecondsOn503 = told(
  '503-retry-after-2',
  'return-503-retry-after-2s',
  'GET is refused with 503 and Retry-After: 2',
);
export const waitUntilDate = told(
  '429-retry-after-date',
  'return-429-retry-at-4s',
  'GET is refused with 429 and a Retry-After that is a date in 4 s',
);
export const waitTwoMinutes = told(
  '429-retry-after-120',
  'return-429-retry-after-120s',
  'GET is refused with 429 and Retry-After: 120',
  { watchMs: 45_000, thoroughMs: 130_000 },
);
export const waitThreeSecondsNotOne = told(
  '429-retry-after-3-ratelimit-1',
  'return-429-retry-after-3s-with-RateLimit="default";r=0;t=1&X-RateLimit-Reset=1',
  'GET is refused with 429, Retry-After: 3 and rate-limit fields that say 1 s',
);

/** Longer than the wait that nothing justifies. */
const longEnough = { thoroughMs: 70_000 };

/** Nothing has to be waited for. */
export const noWait: readonly Probe[] = [
  told('429-retry-after-0', 'return-429-retry-after-0s', 'GET is refused with 429 and Retry-After: 0', longEnough),
  told(
    '429-retry-after-past',
    'return-429-retry-after-past',
    'GET is refused with 429 and a Retry-After that is a date gone by',
    longEnough,
  ),
];

/** `Retry-After` as no specification has it, three times, so that a storm shows as one. */
export const malformedWaits: readonly Probe[] = [
  ['negative', '-3'],
  ['decimal', '1.5'],
  ['words', 'abc'],
  ['exponent', '1e9'],
  ['empty', ''],
].map(([name, value]) => {
  const instruction = `return-429-with-Retry-After=${value}`;
  return told(`429-retry-after-${name}`, instruction, `GET is refused three times with 429 and Retry-After: ${value}`, {
    instructions: [instruction, instruction, instruction],
    ...longEnough,
  });
});

/** Other ways in which APIs say when to come back. */
export const otherHints: readonly Probe[] = [
  told(
    '429-reset-epoch',
    'return-429-with-X-RateLimit-Limit=5&X-RateLimit-Remaining=0&X-RateLimit-Reset=@epoch=4',
    'GET is refused with 429 and an X-RateLimit-Reset 4 s from now, in seconds since 1970',
  ),
  told('429-retry-after-ms', 'return-429-with-retry-after-ms=2500', 'GET is refused with 429 and retry-after-ms: 2500'),
  told(
    '429-retry-info',
    'return-429-body-retry-info',
    'GET is refused with 429 and a google.rpc.RetryInfo that says 2 s',
  ),
];

export const manyWaitOneSecond = told(
  'many-429-retry-after-1',
  'return-429-retry-after-1s',
  '20 calls of GET are refused with 429 and Retry-After: 1 each',
  { calls: 20, parallel: true, everyMs: 150 },
);

/** The success says that nothing is left for 3 s; the call behind it would succeed all the same. */
export const usedUp: Probe = {
  name: '200-used-up-then-200',
  summary: 'GET succeeds, with RateLimit fields that say that the quota is used up for 3 s; a second call follows',
  method: 'GET',
  instructions: ['return-200-with-RateLimit-Policy="default";q=5;w=60&RateLimit="default";r=0;t=3'],
  always: null,
  later: { from: 2, instructions: [], always: null },
  calls: 2,
  watchMs: 15_000,
  drivers: ['jsonl', 'function'],
};

/** One caller is told to wait; five others of the same process follow. */
export const sharedLimit: Probe = {
  name: 'shared-429-retry-after-3',
  summary: 'a call of GET is refused with 429 and Retry-After: 3; five others of the same client follow at once',
  method: 'GET',
  instructions: ['return-429-retry-after-3s'],
  always: null,
  later: { from: 2, instructions: [], always: null },
  calls: 6,
  parallel: true,
  everyMs: 200,
  watchMs: 15_000,
  drivers: ['jsonl', 'function'],
};
