import { type Clock, createRandom, createRealClock, type Random } from '../clock.ts';
import { Problem, throwProblems } from '../problem.ts';
import { longestWaitInProcessMs, type Policy } from '../retry/index.ts';
import type { HeaderList } from '../trace/exchange.ts';
import type { ClientOptions } from './client.ts';
import { type Backoff, defaultBackoff } from './policies/backoff.ts';

/** Options with their defaults filled in, checked. */
export interface Settings extends ClientOptions {
  readonly url: URL;
  readonly recordedBaseUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly policy: Policy;
  readonly timeoutMs: number;
  readonly headers: HeaderList;
  readonly maxAttempts: number;
  readonly requestIdPrefix: string;
  readonly requestIdHeader: string;
  readonly caseId: string;
  readonly maxBodyBytes: number;
  readonly backoff: Backoff & NonNullable<ClientOptions['backoff']>;
  readonly honourRetryAfter: boolean;
  readonly maxWaitMs: number;
  readonly deadlineMs: number;
}

/** Fills in what wasn't said; throws every Problem with what was. */
export function readSettings(options: ClientOptions): Settings {
  throwProblems(problemsWith(options));
  const random = options.random ?? createRandom();
  return {
    policy: 'standard',
    timeoutMs: 30_000,
    headers: [],
    maxAttempts: 1,
    requestIdPrefix: `client-${Math.floor(random() * 2 ** 32).toString(16)}`,
    requestIdHeader: 'X-Request-Id',
    recordedBaseUrl: options.baseUrl,
    caseId: '',
    maxBodyBytes: 16 * 1024 * 1024,
    honourRetryAfter: true,
    maxWaitMs: longestWaitInProcessMs,
    deadlineMs: Number.POSITIVE_INFINITY,
    ...options,
    url: new URL(options.baseUrl),
    clock: options.clock ?? createRealClock(),
    random,
    backoff: { ...defaultBackoff, ...options.backoff },
  };
}

type Bound = readonly [name: string, value: number | undefined, least: number, whole?: 'whole'];

function problemsWith(options: ClientOptions): readonly Problem[] {
  const { backoff = {}, circuitBreaker = {}, retryBudget = {}, cache } = options;
  const bounds: readonly Bound[] = [
    ['maxAttempts', options.maxAttempts, 1, 'whole'],
    ['timeoutMs', options.timeoutMs, 1],
    ['deadlineMs', options.deadlineMs, 1],
    ['maxWaitMs', options.maxWaitMs, 0],
    ['maxBodyBytes', options.maxBodyBytes, 1, 'whole'],
    ['spacingMs', options.spacingMs, 0],
    ['maxConcurrent', options.maxConcurrent, 1, 'whole'],
    ['backoff.baseMs', backoff.baseMs, 0],
    ['backoff.factor', backoff.factor, 1],
    ['backoff.maxMs', backoff.maxMs, 0],
    ['circuitBreaker.failureThreshold', circuitBreaker.failureThreshold, 1, 'whole'],
    ['circuitBreaker.halfOpenAfterMs', circuitBreaker.halfOpenAfterMs, 0],
    ['retryBudget.maxTokens', retryBudget.maxTokens, 1],
    ['retryBudget.tokenRatio', retryBudget.tokenRatio, 0],
    ['cache.ttlMs', cache?.ttlMs, 0],
    ['cache.maxEntries', cache?.maxEntries, 1, 'whole'],
  ];
  return [...urlProblems(options.baseUrl), ...bounds.flatMap(outOfBounds)];
}

function outOfBounds([name, value, least, whole]: Bound): readonly Problem[] {
  if (value === undefined || (value >= least && (whole === undefined || Number.isSafeInteger(value)))) return [];
  return [
    new Problem(
      'client-option',
      `Failed to make a client: ${name} is "${value}".`,
      `Give a ${whole === undefined ? '' : 'whole '}number from ${least} on.`,
    ),
  ];
}

function urlProblems(baseUrl: string): readonly Problem[] {
  const url = URL.parse(baseUrl);
  if (url !== null && /^https?:$/.test(url.protocol)) return [];
  return [
    new Problem(
      'client-option',
      `Failed to make a client: baseUrl is "${baseUrl}", which is no http or https URL.`,
      'Give one such as http://127.0.0.1:8001.',
    ),
  ];
}
