import type { FoundPattern } from '../diagnosis.ts';
import type { Call } from '../facts/history.ts';

/** What a pattern saw: its numbers, and what the same work would have cost with the remedy. */
export interface Sighting {
  readonly numbers: readonly string[];
  readonly saving: string | null;
}

/** Something that only many calls together show. One file each. */
export interface Pattern<Name extends string = string> {
  /** The file's name. */
  readonly name: Name;
  readonly summary: string;
  readonly remedy: string;
  /** File below `features/` that shows the remedy working; null: none does. */
  readonly feature: string | null;
  readonly reference: string;
  /** Calls in the order in which they began. */
  find(calls: readonly Call[]): Sighting | null;
}

/** Shapes a pattern so that its name stays a literal. */
export function definePattern<const Name extends string>(pattern: Pattern<Name>): Pattern<Name> {
  return pattern;
}

/** A pattern with what it saw. */
export function toldPattern({ name, summary, remedy, feature }: Pattern, sighting: Sighting): FoundPattern {
  return { id: name, summary, remedy, feature, ...sighting };
}

/** Calls by what a key makes of them; those without a key are left out. */
export function groupBy(
  calls: readonly Call[],
  keyOf: (call: Call) => string | null,
): ReadonlyMap<string, readonly Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  }
  return groups;
}

/** The most calls that began within any span of so many milliseconds. */
export function peakWithin(calls: readonly Call[], ms: number): readonly Call[] {
  let best = { from: 0, behind: 0 };
  let from = 0;
  for (let to = 0; to < calls.length; to += 1) {
    while ((calls[to]?.at ?? 0) - (calls[from]?.at ?? 0) >= ms) from += 1;
    if (to + 1 - from > best.behind - best.from) best = { from, behind: to + 1 };
  }
  return calls.slice(best.from, best.behind);
}

/** A limit as answers announce it. */
export interface Limit {
  readonly calls: number;
  readonly seconds: number;
  readonly source: string;
}

/** The limit that the answers name: in RateLimit-Policy, in older fields, or in words; null when they name none. */
export function limitOf(calls: readonly Call[]): Limit | null {
  for (const { exchange } of [...calls].reverse()) {
    const limit = limitIn(exchange.outcome);
    if (limit !== null) return limit;
  }
  return null;
}

const unitSeconds: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  s: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  hr: 3600,
  h: 3600,
  day: 86_400,
};

function limitIn(outcome: Call['exchange']['outcome']): Limit | null {
  if (outcome === null || outcome.kind === 'no-response') return null;
  const { headers, body, status } = outcome.response;
  const policy = headers.find(([name]) => name.toLowerCase() === 'ratelimit-policy')?.[1] ?? '';
  return limitInField(policy) ?? (status === 429 ? limitInWords(body?.text ?? '') : null);
}

function limitInField(policy: string): Limit | null {
  const [, quota, window] = /\bq=(\d+)[^,]*\bw=(\d+)/.exec(policy) ?? [];
  if (quota === undefined || window === undefined) return null;
  return { calls: Number(quota), seconds: Number(window), source: 'RateLimit-Policy' };
}

const limitWords =
  /(\d[\d,]*)\s+(?:requests|calls|queries)\s+(?:per|every|in|\/)\s*(\d+)?\s*(second|sec|s|minute|min|hour|hr|h|day)/i;

function limitInWords(text: string): Limit | null {
  const [, count, times, unit] = limitWords.exec(text) ?? [];
  if (count === undefined || unit === undefined) return null;
  const seconds = Number(times ?? 1) * (unitSeconds[unit.toLowerCase()] ?? 60);
  return { calls: Number(count.replaceAll(',', '')), seconds, source: 'the message' };
}
