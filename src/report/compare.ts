import type { Result, ScenarioResult } from '../result.ts';

/** One scenario in two runs; null where a run doesn't have it. */
export interface Changed {
  readonly now: ScenarioResult | null;
  readonly before: ScenarioResult | null;
}

/** What is different between two runs, by the scenarios' stable ids. */
export interface Comparison {
  /** Broken now, and not before. */
  readonly newFailures: readonly Changed[];
  /** Broken before, and kept now. */
  readonly fixed: readonly Changed[];
  readonly stillFailing: readonly Changed[];
  /** There before, and not now. */
  readonly gone: readonly Changed[];
  /** One clause about coverage. */
  readonly coverage: string;
}

const fails = (scenario: ScenarioResult | null) => scenario?.verdict === 'broken' || scenario?.verdict === 'known';

/** This run beside a previous one. */
export function compareResults(previous: Result, current: Result): Comparison {
  const before = new Map(previous.scenarios.map((scenario) => [scenario.id, scenario]));
  const now = new Set(current.scenarios.map(({ id }) => id));
  const pairs = current.scenarios.map(
    (scenario): Changed => ({ now: scenario, before: before.get(scenario.id) ?? null }),
  );
  return {
    newFailures: pairs.filter((pair) => pair.now?.verdict === 'broken' && !fails(pair.before)),
    fixed: pairs.filter((pair) => pair.now?.verdict === 'kept' && fails(pair.before)),
    stillFailing: pairs.filter((pair) => fails(pair.now) && fails(pair.before)),
    gone: previous.scenarios.filter(({ id }) => !now.has(id)).map((scenario) => ({ now: null, before: scenario })),
    coverage: coverageClause(previous, current),
  };
}

function coverageClause({ coverage: before }: Result, { coverage: now }: Result): string {
  const said = ({ covered, eligible }: Result['coverage']) => `${covered} of ${eligible}`;
  return said(before) === said(now)
    ? `coverage is ${said(now)}, as it was`
    : `coverage is ${said(now)}, it was ${said(before)}`;
}
