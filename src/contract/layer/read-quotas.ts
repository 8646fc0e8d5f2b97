import type { Place } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import { join } from '../document/pointer.ts';
import type { CredentialPolicy, RateLimit } from '../failure-layer.ts';
import { matching } from '../rule-parts.ts';
import { type LayerContext, layerProblem, refusal } from './layer-context.ts';
import { failuresSchema, readShape } from './layer-shape.ts';
import { matchedOperations, readMatch } from './matches.ts';
import type { RawLayer, RawRateLimit } from './raw-layer.ts';

type PlaceOf = (pointer: string) => Place;

const defaultRefusal = failuresSchema.$defs.rateLimit.properties.refusal.default;

/** The quotas, in file order. */
export function readQuotas(
  context: LayerContext,
  raw: RawLayer['rateLimits'],
  place: PlaceOf,
  credentials: ReadonlyMap<string, CredentialPolicy>,
): readonly RateLimit[] {
  const known = [...credentials.values()].flatMap((policy) => [...policy.known.keys()]);
  const seen = new Map<string, number>();
  return raw.flatMap((one, index) => {
    if (one === null) return [];
    const at = (pointer: string) => place(join('/rateLimits', index) + pointer);
    noteId(context, 'quota', one.id, seen, at('/id'));
    checkExceptions(context, one, known, at);
    return [readQuota(context, one, at)];
  });
}

/** Reports an id that stands twice among its kind. */
export function noteId(
  { findings }: LayerContext,
  kind: string,
  id: string,
  seen: Map<string, number>,
  place: Place,
): void {
  const earlier = seen.get(id);
  if (earlier === undefined) {
    seen.set(id, place.line ?? 0);
    return;
  }
  const why = `Failed to read the ${kind} "${id}": another one in line ${earlier} has the same id.`;
  findings.add(layerProblem('duplicate-id', why, `Give each ${kind} an id of its own.`, place));
}

function checkExceptions(
  { findings }: LayerContext,
  one: RawRateLimit,
  known: readonly string[],
  place: PlaceOf,
): void {
  const lists = { exceptCredentials: one.exceptCredentials, onlyCredentials: one.onlyCredentials ?? [] };
  const listed = Object.entries(lists).flatMap(([key, values]) =>
    values.map((value, index) => [key, value, index] as const),
  );
  for (const [key, value, index] of listed) {
    if (known.includes(value)) continue;
    findings.add(
      layerProblem(
        'unknown-credential',
        `Failed to read the quota "${one.id}": no credential has the value "${value}".`,
        `Add it under "credentials", or correct it.${suggest(value, known)}`,
        place(join('', key, index)),
      ),
    );
  }
}

/** A quota of which nothing is known but its id: 5 requests, and what the published schema says of the rest. */
export function plainRateLimit(id: string): RateLimit {
  const layer = { version: 1, rateLimits: [{ id, rateLimit: 5 }] };
  const { raw } = readShape({ data: layer, place: () => ({}), operationId: null });
  const [limit] = raw.rateLimits as readonly [RawRateLimit];
  return {
    ...limit,
    summary: null,
    onlyCredentials: null,
    match: matching(),
    refusal: refusal(limit.refusal, defaultRefusal),
  };
}

function readQuota(context: LayerContext, raw: RawRateLimit, place: PlaceOf): RateLimit {
  const match = readMatch(context, raw.match, place, null);
  const answer = refusal(raw.refusal, defaultRefusal);
  const operations = matchedOperations(context, match);
  if (context.isWritten('/rateLimits'))
    context.answers.push({ what: `the quota "${raw.id}"`, operations, answer, place, pointer: '/refusal' });
  return { ...raw, summary: raw.summary ?? null, onlyCredentials: raw.onlyCredentials ?? null, match, refusal: answer };
}
