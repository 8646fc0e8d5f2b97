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
  for (const limit of limitsFor(passage)) {
    if (!matches(limit.match, passage) || isExcepted(limit, passage)) continue;
    const whose = whoseCount(limit, passage);
    if (whose !== null) all.push(countAt(limit, keyFor(limit, whose), passage));
  }
  return all;
}

/** The quotas of an operation. Most that ask for a header ask for the same one, as a rule the one with the key. */
interface Limits {
  /** The one header that those ask for which ask for any; null: there are several, or none. */
  readonly header: string | null;
  /** By a value of it: those that ask for that value, and those that ask for none. */
  readonly byValue: ReadonlyMap<string, readonly RateLimit[]>;
  /** All of them, or those that ask for no value. */
  readonly others: readonly RateLimit[];
}

const indexOf = onceFor((_: readonly RateLimit[]) => new Map<string, Limits>());

/** Those that a request to its operation may count against, in order. */
function limitsFor({ state, operation, request }: Passage): readonly RateLimit[] {
  const index = indexOf(state.rateLimits);
  const known = index.get(operation.id);
  const { header, byValue, others } = known ?? readLimits(state.rateLimits, operation.id);
  if (known === undefined) index.set(operation.id, { header, byValue, others });
  const value = header === null ? undefined : request.headers[header];
  return value === undefined ? others : (byValue.get(value) ?? others);
}

function readLimits(limits: readonly RateLimit[], operationId: string): Limits {
  const all = limits.filter(({ enabled, match }) => enabled && concerns(match, operationId));
  const [header = null, ...more] = new Set(all.flatMap(({ match }) => Object.keys(match.headers)));
  if (header === null || more.length > 0) return { header: null, byValue: new Map(), others: all };
  const values = new Set(all.flatMap(({ match }) => match.headers[header] ?? []));
  const asking = (value: string | undefined) =>
    all.filter(({ match }) => [undefined, value].includes(match.headers[header]));
  return {
    header,
    byValue: new Map([...values].map((value) => [value, asking(value)])),
    others: asking(undefined),
  };
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
