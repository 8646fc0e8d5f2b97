import { type BadClient, stopsAt, waitsOtherwise } from './bad-client.ts';
import { backoff, good, type Turn } from './habits.ts';

const own = (turn: Turn) => Math.max(50, backoff(turn));
const rateLimitSeconds = ({ header }: Turn) => /;t=(\d+)/.exec(header('RateLimit') ?? '')?.[1];

/** Clients that come back too early, too late, or fall over what they are told. */
export const waiting: readonly BadClient[] = [
  {
    name: 'does not read Retry-After behind a 429',
    breaks: 'W1',
    habits: {
      ...waitsOtherwise(good, ({ status }) => status === 429, own),
    },
    also: {
      W3: 'a date is not read either',
      W6: 'long waits are not read either',
      W7: 'none of 20 is read',
      W8: 'what comes before RateLimit is not read',
      W9: 'other hints are not read either',
      P4: 'writes are refused with 429 too',
    },
  },
  {
    name: 'does not read Retry-After behind a 503',
    breaks: 'W2',
    habits: {
      ...waitsOtherwise(good, ({ status }) => status === 503, own),
    },
    also: {
      P4: 'writes are refused with 503 too',
    },
  },
  {
    name: 'reads only seconds in Retry-After',
    breaks: 'W3',
    habits: {
      ...waitsOtherwise(good, ({ header }) => / GMT$/.test(header('Retry-After') ?? ''), own),
    },
    also: {},
  },
  {
    name: 'falls over Retry-After: 0',
    breaks: 'W4',
    habits: stopsAt(good, ({ told }) => told === 0),
    also: {},
  },
  {
    name: 'takes a Retry-After that nobody can read for no wait at all',
    breaks: 'W5',
    habits: waitsOtherwise(
      good,
      ({ header, told }) => header('Retry-After') !== undefined && told === null,
      () => 1,
    ),
    also: {},
  },
  {
    name: 'never waits for more than 30 s',
    breaks: 'W6',
    thorough: true,
    habits: {
      ...waitsOtherwise(
        good,
        ({ told }) => (told ?? 0) > 30_000,
        () => 30_000,
      ),
    },
    also: {},
  },
  {
    name: 'draws its jitter around Retry-After: 1',
    breaks: 'W7',
    habits: {
      ...waitsOtherwise(
        good,
        ({ told, method }) => told === 1000 && method === 'GET',
        ({ random }) => 800 + Math.floor(random() * 400),
      ),
    },
    also: {},
  },
  {
    name: 'prefers RateLimit to Retry-After',
    breaks: 'W8',
    habits: {
      ...waitsOtherwise(
        good,
        (turn) => turn.status === 429 && rateLimitSeconds(turn) !== undefined,
        (turn) => Number(rateLimitSeconds(turn)) * 1000,
      ),
    },
    also: {},
  },
  {
    name: 'reads nothing but Retry-After',
    breaks: 'W9',
    habits: {
      ...waitsOtherwise(good, ({ result }) => result.classification.waitSource !== 'Retry-After', own),
    },
    also: {},
  },
  {
    name: 'sends the next call though the quota is used up',
    breaks: 'W10',
    habits: { holdsBack: { refused: true, usedUp: false } },
    also: {},
  },
];
