import { httpDate } from '../../clock.ts';
import type { RateLimit } from '../../contract/failure-layer.ts';
import { onceFor } from '../../once-for.ts';
import type { QuotaState } from '../state.ts';
import { algorithms, windowMs } from './index.ts';

type Headers = Readonly<Record<string, string>>;
type Standing = { readonly limit: RateLimit; readonly quota: QuotaState };

/** Whole seconds until `moment`, rounded up, at least one: whoever waits so long is never too early. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(1, Math.ceil((moment - now) / 1000));
}

/** When a client that is refused until `moment` may come back by what it is told, and the field that tells it. */
export function tellRetryAfter(
  { retryAfter }: RateLimit,
  moment: number,
  now: number,
): { told: number; headers: Headers } {
  if (retryAfter === 'date') {
    const told = Math.ceil(moment / 1000) * 1000;
    return { told, headers: { 'Retry-After': httpDate(told) } };
  }
  const seconds = secondsUntil(moment, now);
  const headers = retryAfter === 'none' ? {} : { 'Retry-After': String(seconds) };
  return { told: now + seconds * 1000, headers };
}

/** Adds what the quotas of a request tell of themselves, in the dialect of each. */
export function withQuotaHeaders(headers: Headers, standings: readonly Standing[], now: number): Headers {
  if (standings.every(isDraft)) return withDraftHeaders(headers, standings, now);
  const told = withDraftHeaders(headers, standings.filter(isDraft), now);
  const older = Object.entries(prefixes).map(([form, prefix]) =>
    olderHeaders(
      prefix,
      standings.filter(({ limit }) => limit.headers === form),
      now,
    ),
  );
  return Object.assign({}, told, ...older) as Headers;
}

const isDraft = ({ limit }: Standing) => limit.headers === 'draft';

/** draft-ietf-httpapi-ratelimit-headers-10: lists with one item for each policy. */
function withDraftHeaders(headers: Headers, standings: readonly Standing[], now: number): Headers {
  if (standings.length === 0) return headers;
  let states = '';
  let policies = '';
  for (const { limit, quota } of standings) {
    const comma = states === '' ? '' : ', ';
    states = `${states}${comma}${stateOf(limit, quota, now)}`;
    policies = `${policies}${comma}${policyOf(limit)}`;
  }
  return { ...headers, RateLimit: states, 'RateLimit-Policy': policies };
}

function stateOf(limit: RateLimit, quota: QuotaState, now: number): string {
  const { remaining, growsAt } = algorithms[limit.algorithm];
  const moment = growsAt(limit, quota, now);
  const time = moment === null ? '' : `;t=${Math.max(0, Math.ceil((moment - now) / 1000))}`;
  return `${openingOf(limit)}${Math.max(0, remaining(limit, quota))}${time}`;
}

const openingOf = onceFor(({ id }: RateLimit): string => `"${id}";r=`);

const policyOf = onceFor((limit: RateLimit): string => {
  const quota = `"${limit.id}";q=${limit.rateLimit}`;
  return limit.algorithm === 'concurrent'
    ? `${quota};qu="concurrent-requests"`
    : `${quota};w=${Math.ceil(windowMs(limit) / 1000)}`;
});

/** What the names of the fields begin with. */
const prefixes = { 'x-ratelimit': 'X-RateLimit', 'x-rate-limit': 'X-Rate-Limit', ratelimit: 'RateLimit' } as const;

/** These fields have room for one quota only: the one with the least left. */
function olderHeaders(prefix: string, standings: readonly Standing[], now: number): Headers {
  const left = ({ limit, quota }: Standing) => Math.max(0, algorithms[limit.algorithm].remaining(limit, quota));
  const [tightest] = standings.toSorted((one, other) => left(one) - left(other));
  if (tightest === undefined) return {};
  const { limit, quota } = tightest;
  const moment = algorithms[limit.algorithm].growsAt(limit, quota, now);
  return {
    [`${prefix}-Limit`]: String(limit.rateLimit),
    [`${prefix}-Remaining`]: String(left(tightest)),
    ...(moment === null ? {} : { [`${prefix}-Reset`]: resetOf(limit, moment, now) }),
  };
}

function resetOf({ resetFormat }: RateLimit, moment: number, now: number): string {
  switch (resetFormat) {
    case 'SecondsLeft':
      return String(Math.max(0, Math.ceil((moment - now) / 1000)));
    case 'UtcEpochSeconds':
      return String(Math.ceil(moment / 1000));
    case 'HttpDate':
      return httpDate(Math.ceil(moment / 1000) * 1000);
    default:
      return resetFormat satisfies never;
  }
}
