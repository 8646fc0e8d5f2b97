import type { RateLimit } from '../../contract/failure-layer.ts';
import { onceFor } from '../../once-for.ts';
import type { Passage } from '../gates/gate.ts';
import { lowerCase } from '../lower-case.ts';
import { concerns, matches } from '../rules/match.ts';
import type { QuotaState } from '../state.ts';
import { algorithms, unused } from './index.ts';

/** One quota that a request counts against, with its count at this moment. */
export interface Counted {
  readonly limit: RateLimit;
  /** Key of `CaseState.quotas`. */
  readonly key: string;
  readonly quota: QuotaState;
  /** When there is room for one more request; in the past or now: there is. */
  readonly opensAt: number;
  /** Milliseconds by which the client came back before the time it was told; null: it didn't. */
  readonly earlyByMs: number | null;
}

/** Every enabled quota that matches the request and doesn't except its credential, in the order of the layer. */
export function countedFor(passage: Passage): readonly Counted[] {
  const all: Counted[] = [];
  for (const limit of limitsFor(passage.state.rateLimits, passage.operation.id)) {
    if (!matches(limit.match, passage) || isExcepted(limit, passage)) continue;
    const whose = whoseCount(limit, passage);
    if (whose !== null) all.push(countAt(limit, keyFor(limit, whose), passage));
  }
  return all;
}

const indexOf = onceFor((_: readonly RateLimit[]) => new Map<string, readonly RateLimit[]>());

function limitsFor(limits: readonly RateLimit[], operationId: string): readonly RateLimit[] {
  const index = indexOf(limits);
  const known = index.get(operationId);
  if (known !== undefined) return known;
  const found = limits.filter(({ enabled, match }) => enabled && concerns(match, operationId));
  index.set(operationId, found);
  return found;
}

function isExcepted({ exceptCredentials, onlyCredentials }: RateLimit, { identity }: Passage): boolean {
  if (onlyCredentials !== null && !holdsOne(identity, onlyCredentials)) return true;
  return exceptCredentials.length > 0 && holdsOne(identity, exceptCredentials);
}

function holdsOne(identity: Passage['identity'], values: readonly string[]): boolean {
  return identity?.credentials.some((value) => values.includes(value)) ?? false;
}

/** Null: the request has nothing by which this quota counts. Without the header that a quota goes by, all count as one. */
function whoseCount({ key }: RateLimit, { identity, request }: Passage): string | null {
  if (key === 'credential') return identity === null ? null : joined(identity.credentials);
  if (key === 'ip') return request.address;
  return key.startsWith('header:') ? (request.headers[lowerCase(key.slice('header:'.length))] ?? '') : '';
}

const lastKeys = new WeakMap<RateLimit, { readonly whose: string; readonly key: string }>();

/** A key is looked up several times for each request: one that was looked up before is found without reading its text. */
function keyFor(limit: RateLimit, whose: string): string {
  const known = lastKeys.get(limit);
  if (known !== undefined && known.whose === whose) return known.key;
  const key = `${limit.id}\0${whose}`;
  lastKeys.set(limit, { whose, key });
  return key;
}

function joined(credentials: readonly string[]): string {
  return credentials.length === 1 ? (credentials[0] ?? '') : credentials.join('\0');
}

function countAt(limit: RateLimit, key: string, { state, now }: Passage): Counted {
  const algorithm = algorithms[limit.algorithm];
  const before = state.quotas.get(key) ?? unused;
  const quota = algorithm.settle(limit, before, now);
  const early = before.refusedUntil !== null && now < before.refusedUntil;
  return {
    limit,
    key,
    quota,
    opensAt: algorithm.opensAt(limit, quota, now),
    earlyByMs: early ? (before.refusedUntil ?? now) - now : null,
  };
}
