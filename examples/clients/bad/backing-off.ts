import { type BadClient, waitsOtherwise } from './bad-client.ts';
import { good, type Habits, type Turn } from './habits.ts';

const untold = ({ told }: Turn) => told === null;
const untoldBy = (status: number) => (turn: Turn) => turn.status === status && untold(turn);

/** Waits of this long where nothing was asked for. */
const pausing = (waitMs: (turn: Turn) => number): Partial<Habits> => waitsOtherwise(good, untold, waitMs);

/** Clients that come back without a pause, in step, for ever, or in layers. */
export const backingOff: readonly BadClient[] = [
  {
    name: 'always waits for half a second',
    breaks: 'B1',
    habits: pausing(({ random }) => 450 + Math.floor(random() * 100)),
    also: {},
  },
  {
    name: 'comes back at once',
    breaks: 'B2',
    habits: pausing(() => 0),
    also: {
      B1: 'no wait does not grow',
      W5: 'what is not understood is no wait either',
      X1: 'nor is there one behind a reset',
    },
  },
  {
    name: 'waits without jitter',
    breaks: 'B3',
    habits: pausing(({ attempt }) => 500 * 2 ** attempt),
    also: {},
  },
  {
    name: 'waits seven times as long each time',
    breaks: 'B4',
    thorough: true,
    habits: pausing(({ attempt, random }) => (0.9 + 0.1 * random()) * 1000 * 7 ** (attempt - 1)),
    also: {},
  },
  {
    name: 'makes 9 attempts',
    breaks: 'C1',
    habits: { maxAttempts: 9, waitMs: (turn) => Math.min(8000, good.waitMs(turn)) },
    also: { W6: 'a wait is never longer than 8 s' },
  },
  {
    name: 'does not look at its deadline',
    breaks: 'C2',
    habits: { deadlineMs: Number.POSITIVE_INFINITY },
    deadlineMs: 1000,
    also: {},
  },
  {
    name: 'retries in two layers',
    breaks: 'C3',
    habits: {
      maxAttempts: 6,
      ...waitsOtherwise(good, untoldBy(429), ({ attempt }) => (attempt % 3 === 0 ? 5000 : 100 * (attempt % 3))),
    },
    also: {},
  },
  {
    name: 'has no retry budget',
    breaks: 'C4',
    habits: { tryAgain: ({ result }) => result.classification.retry, client: { timeoutMs: 10_000 } },
    also: { O1: 'only a circuit breaker would hold the retries back, so it has none' },
  },
  {
    name: 'sleeps once more behind its last attempt',
    breaks: 'D1',
    habits: { lastWaitMs: ({ attempt }) => (attempt === good.maxAttempts ? 12_000 : 0) },
    also: {},
  },
  {
    name: 'reports that all retries are used up',
    breaks: 'D2',
    habits: {
      report(turn) {
        const report = good.report(turn);
        return report.ok ? report : { ok: false, status: null, error: 'RetryError: all retries are used up' };
      },
    },
    also: {},
  },
  {
    name: 'comes back exactly when it is told',
    breaks: 'G1',
    habits: { waitMs: (turn) => turn.told ?? good.waitMs(turn) },
    also: {},
  },
  {
    name: 'lets its other calls go on while one waits',
    breaks: 'G2',
    habits: { holdsBack: { refused: false, usedUp: true } },
    also: {},
  },
];
