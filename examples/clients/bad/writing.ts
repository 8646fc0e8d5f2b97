import { type BadClient, waitsOtherwise } from './bad-client.ts';
import { backoff, good, type Habits, type Turn } from './habits.ts';

/** Sends no key, and repeats writes where this holds. */
function keyless(where: (turn: Turn) => boolean): Partial<Habits> {
  return { key: () => null, tryAgain: (turn) => (turn.method === 'POST' && where(turn)) || good.tryAgain(turn) };
}

const codeOf = ({ result }: Turn) => (result.last.outcome?.kind === 'no-response' ? result.last.outcome.code : null);

/** Clients that may do the same thing twice. */
export const writing: readonly BadClient[] = [
  {
    name: 'repeats a POST behind a 5xx without a key',
    breaks: 'P1',
    habits: keyless(({ status }) => status !== null && status >= 500),
    also: {},
  },
  {
    name: 'repeats a POST behind a lost connection without a key',
    breaks: 'P2',
    habits: keyless((turn) => codeOf(turn) === 'ECONNRESET' || codeOf(turn) === 'UND_ERR_SOCKET'),
    also: {},
  },
  {
    name: 'repeats a POST behind a timeout without a key',
    breaks: 'P3',
    habits: keyless((turn) => codeOf(turn) === 'TIMEOUT'),
    also: {},
  },
  {
    name: 'does not wait before it repeats a POST',
    breaks: 'P4',
    habits: waitsOtherwise(
      good,
      ({ method }) => method === 'POST',
      (turn) => Math.min(900, backoff(turn)),
    ),
    also: {},
  },
  {
    name: 'draws a new key for each attempt',
    breaks: 'K1',
    habits: { key: (attempt, own) => `${own.slice(0, -1)}-${attempt}"` },
    also: {
      K3: 'a new key is one behind a 409 too',
      P1: 'a repeat under a new key is another write',
      P2: 'a repeat under a new key is another write',
      P3: 'a repeat under a new key is another write',
    },
  },
  {
    name: 'writes its body anew for each attempt',
    breaks: 'K2',
    habits: { body: (body, attempt) => `${body}${' '.repeat(attempt - 1)}` },
    also: {},
  },
  {
    name: 'takes a new key when the first is outstanding',
    breaks: 'K3',
    habits: { key: (attempt, own, before) => (before?.status === 409 ? `${own.slice(0, -1)}-${attempt}"` : own) },
    also: {},
  },
];
