import { type BadClient, stopsAt } from './bad-client.ts';
import { good, type Turn } from './habits.ts';

const codeOf = ({ result }: Turn) => (result.last.outcome?.kind === 'no-response' ? result.last.outcome.code : null);

/** Clients that don't cope with broken connections, or whose circuit breaker is wrong. */
export const connecting: readonly BadClient[] = [
  {
    name: 'gives up at a lost connection',
    breaks: 'X1',
    habits: stopsAt(good, (turn) => turn.method === 'GET' && codeOf(turn) !== null && codeOf(turn) !== 'TIMEOUT'),
    also: {},
  },
  {
    name: 'has no timeout',
    breaks: 'X2',
    thorough: true,
    habits: { client: { ...good.client, timeoutMs: 86_400_000 } },
    also: {},
  },
  {
    name: 'gives up at a timeout',
    breaks: 'X3',
    habits: stopsAt(good, (turn) => codeOf(turn) === 'TIMEOUT'),
    also: {},
  },
  {
    name: 'takes the first half of an answer',
    breaks: 'X4',
    habits: {
      ...stopsAt(good, ({ result }) => result.last.outcome?.kind === 'broken-body'),
      report: (turn) => (turn.status === 200 ? { ok: true, status: 200, error: null } : good.report(turn)),
    },
    also: {},
  },
  {
    name: 'has no circuit breaker',
    breaks: 'O1',
    habits: { client: { timeoutMs: 10_000 } },
    also: {},
  },
  {
    name: 'never closes its circuit again',
    breaks: 'O2',
    thorough: true,
    habits: { client: { timeoutMs: 10_000, circuitBreaker: { failureThreshold: 85, halfOpenAfterMs: 86_400_000 } } },
    also: {},
  },
  {
    name: 'opens its circuit at 20 answers of 404',
    breaks: 'O3',
    habits: { admits: ({ clientErrors }) => clientErrors < 20 },
    also: {},
  },
];
