import { refuse } from '../answers.ts';
import { type Counted, countedFor } from '../quotas/counted.ts';
import { algorithms } from '../quotas/index.ts';
import { rememberPlaces, storeQuotas } from '../quotas/store.ts';
import { secondsUntil, tellRetryAfter, withQuotaHeaders } from '../quotas/told.ts';
import type { QuotaState } from '../state.ts';
import type { Gate, Passage, Step } from './gate.ts';

/** 429. Every quota that matches must have room; only then does the request take from all of them. */
export const quota: Gate = (passage) => {
  const counted = countedFor(passage);
  if (counted.length === 0) return passage;
  if (counted.every(({ earlyByMs, opensAt }) => earlyByMs === null && opensAt <= passage.now)) {
    return takeAll(passage, counted);
  }
  const early = counted.flatMap(({ earlyByMs }) => earlyByMs ?? []);
  const entered = { ...passage, retriedEarlyByMs: early.length === 0 ? null : Math.max(...early) };
  const judged = counted.map((one) => judge(one, passage.now));
  const refusing = judged.filter(({ until }) => until !== null);
  return refusing.length === 0 ? takeAll(entered, counted) : refuseRequest(entered, judged);
};

interface Judged extends Counted {
  /** The moment until which this quota refuses; null: it has room. */
  readonly until: number | null;
}

/** What `onEarlyRetry` makes of a request that comes before its time. */
function judge(counted: Counted, now: number): Judged {
  const { limit, quota: count, opensAt, earlyByMs } = counted;
  const full = opensAt > now;
  if (earlyByMs !== null && limit.onEarlyRetry === 'repeat') {
    return { ...counted, until: Math.max(opensAt, now + earlyByMs) };
  }
  if (earlyByMs !== null && limit.onEarlyRetry === 'restart-window' && limit.algorithm !== 'concurrent') {
    const algorithm = algorithms[limit.algorithm];
    const restarted = algorithm.exhaust(limit, count, now);
    return { ...counted, quota: restarted, until: algorithm.opensAt(limit, restarted, now) };
  }
  return { ...counted, until: full ? opensAt : null };
}

function takeAll(passage: Passage, counted: readonly Counted[]): Step {
  const { now, request } = passage;
  const taken: Pick<Counted, 'limit' | 'quota'>[] = [];
  const changed: (readonly [string, QuotaState])[] = [];
  const open: string[] = [];
  for (const { limit, key, quota: before } of counted) {
    const after = algorithms[limit.algorithm].take(limit, before, now, request.id);
    const count = after.refusedUntil === null ? after : { ...after, refusedUntil: null };
    taken.push({ limit, quota: count });
    changed.push([key, count]);
    if (limit.algorithm === 'concurrent') open.push(key);
  }
  const headers = withQuotaHeaders(passage.headers, taken, now);
  const state = rememberPlaces(storeQuotas(passage.state, changed, now), request.id, open);
  return { ...passage, headers, state };
}

/** Of several quotas without room the one that opens last speaks: coming back any earlier would be in vain. */
function refuseRequest(passage: Passage, judged: readonly Judged[]): Step {
  const { now } = passage;
  const [speaker] = judged.toSorted((one, other) => (other.until ?? 0) - (one.until ?? 0));
  if (speaker === undefined || speaker.until === null) return passage;
  const { limit, until } = speaker;
  const { told, headers } = tellRetryAfter(limit, until, now);
  const changed = judged.map((one) => [one.key, refusedCount(one, one === speaker ? told : null)] as const);
  const refused = {
    ...passage,
    headers: { ...withQuotaHeaders(passage.headers, judged, now), ...headers },
    state: storeQuotas(passage.state, changed, now),
  };
  const seconds = secondsUntil(until, now);
  const values = {
    id: limit.id,
    rateLimit: String(limit.rateLimit),
    windowSeconds: String(limit.resetTimeWindowSeconds),
    retryAfterSeconds: String(seconds),
  };
  const amount = limit.algorithm === 'concurrent' ? 'at a time' : `per ${limit.resetTimeWindowSeconds} s`;
  const summary = `quota "${limit.id}" (${limit.rateLimit} ${amount}) is used up for ${seconds} s more`;
  return refuse(refused, limit.refusal, values, { kind: 'quota', summary });
}

/** A repeated refusal keeps the time that was told first, or retrying each second would push it away for ever. */
function refusedCount({ limit, quota: count, earlyByMs, until }: Judged, told: number | null): QuotaState {
  if (told === null) return count;
  if (limit.onEarlyRetry !== 'repeat' || earlyByMs === null || count.refusedUntil === null) {
    return { ...count, refusedUntil: told };
  }
  return { ...count, refusedUntil: Math.max(count.refusedUntil, until ?? 0) };
}
