import type { Operation, RateLimit } from '../../contract/index.ts';
import { acceptedCredentialsOf, type SampleRequest, withCredential } from '../../contract/index.ts';
import { type Candidate, type CatalogueStep, stepOf } from './entry.ts';
import { type Pace, paceFor } from './pace.ts';
import { byPlainness, counts, fitted, type Samples } from './samples.ts';

/** A quota with the requests that it counts, and how they use it up. */
interface Site {
  readonly limit: RateLimit;
  /** Operations that it counts, the plainest first. */
  readonly operations: readonly Operation[];
  readonly operation: Operation;
  readonly request: SampleRequest;
  readonly pace: Pace | null;
}

/** 429: every quota used up, those behind smaller ones of the same client with pauses. */
export function fromQuotas(samples: Samples): readonly Candidate[] {
  const sites = samples.contract.layer.rateLimits.flatMap((limit) => siteOf(samples, limit) ?? []);
  return [
    ...sites.map((site, index) => usedUp(samples, site, index === 0)),
    ...shared(samples, sites),
    ...early(sites),
  ];
}

function siteOf(samples: Samples, limit: RateLimit): Site | null {
  const { layer, operations: all } = samples.contract;
  const { operations, path, query } = limit.match;
  const counted = byPlainness(
    all.filter(
      ({ id, security }) => (operations?.includes(id) ?? true) && (security.length > 0 || limit.key !== 'credential'),
    ),
  );
  const [operation] = counted;
  if (operation === undefined || !limit.enabled) return null;
  const request = fitted(withFreeCredential(samples, operation, limit, { ...query, ...path }), limit.match);
  const sent = request.headers.map(([, value]) => value);
  const others = layer.rateLimits.filter((other) => other !== limit && counts(other, operation, sent, sent));
  const pace = limit.algorithm === 'concurrent' ? null : paceFor(limit, others);
  return { limit, operations: counted, operation, request, pace };
}

/** With the first credential that the quota doesn't except. */
function withFreeCredential(
  samples: Samples,
  operation: Operation,
  limit: RateLimit,
  values: Readonly<Record<string, string>>,
): SampleRequest {
  const need = operation.security[0]?.find(
    ({ scheme }) => acceptedCredentialsOf(samples.contract.layer, scheme).length > 0,
  );
  if (need === undefined) return samples.plain(operation, values);
  const free = acceptedCredentialsOf(samples.contract.layer, need.scheme).find(
    ({ value }) => !limit.exceptCredentials.includes(value) && (limit.onlyCredentials?.includes(value) ?? true),
  );
  return free === undefined
    ? samples.plain(operation, values)
    : withCredential(samples.bare(operation, values), need, free.value);
}

function base({ limit }: Site, operation: Operation) {
  const failure = limit.refusal.status;
  return { failure, operation: operation.id, cause: 'quota', ruleId: limit.id } as const;
}

function usedUp(samples: Samples, site: Site, first: boolean): Candidate {
  const { limit, operation, pace } = site;
  const told = limit.summary ?? toldOf(limit);
  const variants =
    limit.algorithm === 'concurrent' ? crowds(samples, site) : pace === null ? [] : [[stepOf(site.request, pace)]];
  return {
    ...base(site, operation),
    summary: `beyond ${told}`,
    variants,
    start: first && limit.algorithm !== 'concurrent',
    ownCase: limit.id,
  };
}

function toldOf({ algorithm, rateLimit, resetTimeWindowSeconds }: RateLimit): string {
  if (algorithm === 'concurrent') return `${rateLimit} requests at the same time`;
  return `${rateLimit} requests in ${resetTimeWindowSeconds} s (${algorithm})`;
}

/** Slow requests, all at once: made slow by a rule that does nothing else, or by an instruction that acts behind the quota. */
function crowds(samples: Samples, { limit, operation, request }: Site): readonly (readonly CatalogueStep[])[] {
  const { rules, control } = samples.contract.layer;
  const slow = rules.filter(
    ({ enabled, respond, fault, delay, match }) =>
      enabled &&
      respond === null &&
      fault === null &&
      delay?.type === 'fixed' &&
      match.bodyFragment === null &&
      (match.operations?.includes(operation.id) ?? true),
  );
  const times = Math.floor(limit.rateLimit / limit.costPerRequest) + 1;
  const instructed = {
    ...request,
    headers: [...request.headers, [control.instructionHeader, 'drip-for-3s'] as const],
  };
  return [...slow.map(({ match }) => fitted(request, match)), instructed].map((sent) => [
    stepOf(sent, { times, atOnce: true }),
  ]);
}

/** Quotas that are used up without a pause, a call after the other. */
function quick(sites: readonly Site[]): readonly (Site & { readonly pace: Pace })[] {
  return sites.flatMap((site) => {
    const { pace } = site;
    return pace === null || pace.pauseSeconds > 0 || pace.atOnce || pace.times > 100 ? [] : [{ ...site, pace }];
  });
}

/** Two workflows with one credential: each of them alone would have stayed below the limit. */
function shared(samples: Samples, sites: readonly Site[]): readonly Candidate[] {
  const site = quick(sites).find(({ limit, operations }) => limit.key === 'credential' && operations.length > 1);
  const [, other] = site?.operations ?? [];
  if (site === undefined || other === undefined) return [];
  const { limit, operation, request, pace } = site;
  const half = Math.ceil(pace.times / 2);
  const second = fitted(withFreeCredential(samples, other, limit, {}), limit.match);
  const summary = `two workflows share a credential: together ${operation.id} and ${other.id} are too many`;
  const steps = [stepOf(request, { times: half }), stepOf(second, { times: pace.times - half })];
  return [{ ...base(site, other), summary, variants: [steps], ownCase: 'two-workflows' }];
}

const returns = {
  allow: 'back before its time: refused, and the window runs on',
  repeat: 'back before its time: refused until the announced time',
  'restart-window': 'back before its time: each time the window starts anew',
} as const;

/** Who comes back too early, once for each way in which quotas take that. */
function early(sites: readonly Site[]): readonly Candidate[] {
  const usable = quick(sites).filter(({ limit }) => limit.resetTimeWindowSeconds <= 120);
  return (Object.keys(returns) as (keyof typeof returns)[]).flatMap((mode) => {
    const site = usable.find(({ limit }) => limit.onEarlyRetry === mode);
    if (site === undefined) return [];
    const { limit, operation, request, pace } = site;
    const half = Math.ceil(limit.resetTimeWindowSeconds / 2);
    const waits = mode === 'restart-window' ? [half, half + 1] : [1];
    const steps = [
      stepOf(request, { times: pace.times }),
      ...waits.map((waitSeconds) => stepOf(request, { waitSeconds })),
    ];
    return [{ ...base(site, operation), summary: returns[mode], variants: [steps], ownCase: `early-${mode}` }];
  });
}
