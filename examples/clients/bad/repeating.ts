import { alsoRetries, type BadClient, stopsAt } from './bad-client.ts';
import { good } from './habits.ts';

/** Clients that repeat what they should not, or give up where they should not. */
export const repeating: readonly BadClient[] = [
  {
    name: 'repeats 400',
    breaks: 'N1',
    habits: alsoRetries(good, 400),
    also: { M1: 'a 400 behind a 503 is a 400 too' },
  },
  { name: 'repeats 401 with the same key', breaks: 'N2', habits: alsoRetries(good, 401), also: {} },
  { name: 'repeats 403', breaks: 'N3', habits: alsoRetries(good, 403), also: {} },
  {
    name: 'repeats 404, 405 and other client errors',
    breaks: 'N4',
    habits: alsoRetries(good, 404, 405, 410),
    also: {},
  },
  { name: 'repeats every 5xx', breaks: 'N5', habits: alsoRetries(good, 501, 505), also: {} },
  { name: 'repeats conflicts', breaks: 'N6', habits: alsoRetries(good, 409, 412), also: {} },
  {
    name: 'goes on once it has begun to retry',
    breaks: 'M1',
    habits: { tryAgain: (turn) => (turn.attempt > 1 && turn.status !== 200) || good.tryAgain(turn) },
    also: {},
  },
  {
    name: 'retries a failure only once',
    breaks: 'T1',
    habits: stopsAt(good, ({ attempt }) => attempt > 1),
    also: { X1: 'two resets are two failures' },
  },
  {
    name: 'gives up at a 429 without Retry-After',
    breaks: 'T2',
    habits: stopsAt(good, ({ status, told }) => status === 429 && told === null),
    also: {},
  },
  { name: 'gives up at a 408', breaks: 'T3', habits: stopsAt(good, ({ status }) => status === 408), also: {} },
];
