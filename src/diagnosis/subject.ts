import type { FailureGroup } from './diagnosis.ts';
import type { Call } from './facts/index.ts';

/** Failures alike, with what speaks for explaining them first. */
interface Group {
  readonly calls: readonly [Call, ...Call[]];
  readonly weight: number;
}

/** The failures of a recording by method, address and status; the one that explains most first. */
export function groupFailures(calls: readonly Call[]): readonly FailureGroup[] {
  return ranked(calls).map(({ calls: alike }) => {
    const [{ method, host, template, status, failure }] = alike;
    return {
      method,
      address: `${host}${template}`,
      failure:
        status !== null && status >= 400 ? String(status) : (codeOf(alike[0]) ?? failure?.category ?? String(status)),
      count: alike.length,
      exchanges: alike.map(({ exchange }) => exchange.id),
    };
  });
}

/** The call to explain: the last of the failures that weigh most; null when nothing failed. */
export function chooseSubject(calls: readonly Call[]): Call | null {
  return ranked(calls)[0]?.calls.at(-1) ?? null;
}

function ranked(calls: readonly Call[]): readonly Group[] {
  const groups = new Map<string, [Call, ...Call[]]>();
  for (const call of calls) {
    if (call.failure === null && !call.isDoubtful) continue;
    const key = [call.method, call.host, call.template, call.status, codeOf(call)].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  }
  const weighed = [...groups.values()].map((alike) => ({ calls: alike, weight: weigh(alike[0]) }));
  return weighed.toSorted(
    (one, other) => other.weight - one.weight || other.calls.length - one.calls.length || lastOf(other) - lastOf(one),
  );
}

function lastOf({ calls }: Group): number {
  return calls.at(-1)?.at ?? 0;
}

function codeOf({ exchange: { outcome } }: Call): string | null {
  return outcome === null || outcome.kind === 'response' ? null : outcome.code;
}

const furniture = /\.(ico|png|jpe?g|gif|svg|css|js|map|woff2?|ttf|webp|txt)$/i;

/** Calls of an API before what browsers fetch by themselves; preflights and lone icons say little about an integration. */
function weigh({ method, path, status, exchange, isDoubtful }: Call): number {
  if (furniture.test(path) || method === 'OPTIONS') return 0;
  const type = exchange.request.headers.find(([name]) => name.toLowerCase() === 'sec-fetch-dest')?.[1];
  if (type !== undefined && type !== 'empty' && type !== 'document') return 1;
  if (isDoubtful) return 2;
  return status !== null && status < 400 ? 3 : 4;
}
