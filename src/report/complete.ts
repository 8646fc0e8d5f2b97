import { Problem, throwProblems } from '../problem.ts';
import type { Result, Shard } from '../result.ts';

/** A result with the name that a person gave it. */
export interface NamedResult {
  readonly path: string;
  readonly result: Result;
}

/** The result of a shard. */
export interface ShardResult extends NamedResult {
  readonly shard: Shard;
}

/** The shards of one run, all of them and each once, in order; else every Problem that there is. */
export function checkComplete(named: readonly NamedResult[]): readonly ShardResult[] {
  const shards = named.flatMap(({ path, result }): ShardResult[] =>
    result.shard === null ? [] : [{ path, result, shard: result.shard }],
  );
  const whole = named.filter(({ result }) => result.shard === null);
  throwProblems(whole.map(({ path }) => notAShard(path)));
  throwProblems([...differences(shards), ...twice(shards), ...missingShards(shards)]);
  throwProblems(missingScenarios(shards));
  return shards.toSorted((one, other) => one.shard.index - other.shard.index);
}

const rerun = 'Run every shard anew from the same commit, with the same options, and give all their results.';

function problem(code: string, message: string, fix = rerun): Problem {
  return new Problem(code, `Failed to merge results: ${message}.`, fix);
}

function notAShard(path: string): Problem {
  const fix = 'Merge results of "faultline run --shard i/n"; a result of a whole run is rendered by itself.';
  return problem('no-shard', `"${path}" is a whole run and no shard`, fix);
}

/** What has to be the same in all shards. */
const same: readonly (readonly [what: string, of: (result: Result) => unknown])[] = [
  ['document', ({ identity }) => identity.document.sha256],
  ['failure layer', ({ identity }) => identity.failureLayer?.sha256 ?? 'none'],
  ['features', ({ identity }) => identity.featuresSha256],
  ['retry policy', ({ identity }) => identity.policy],
  ['target', ({ identity: { target } }) => (target.kind === 'live' ? target.url : target.kind)],
  ['version of Faultline', ({ identity }) => identity.tools['faultline']],
  ['number of shards', ({ shard }) => shard?.total],
  ['list of planned scenarios', ({ shard }) => shard?.planned.join('\n')],
];

function differences(shards: readonly ShardResult[]): readonly Problem[] {
  const [first, ...others] = shards;
  if (first === undefined) return [];
  return same.flatMap(([what, of]) => {
    const odd = others.filter(({ result }) => of(result) !== of(first.result));
    if (odd.length === 0) return [];
    const paths = odd.map(({ path }) => `"${path}"`).join(', ');
    return [problem('different-shards', `${paths} has another ${what} than "${first.path}"`)];
  });
}

function twice(shards: readonly ShardResult[]): readonly Problem[] {
  const groups = Map.groupBy(shards, ({ shard }) => shard.index);
  return [...groups].flatMap(([index, group]) => {
    if (group.length === 1) return [];
    const paths = group.map(({ path }) => `"${path}"`).join(' and ');
    return [problem('shard-twice', `${paths} are both shard ${index}`, 'Give the result of each shard once.')];
  });
}

function missingShards(shards: readonly ShardResult[]): readonly Problem[] {
  const total = Math.max(...shards.map(({ shard }) => shard.total));
  const there = new Set(shards.map(({ shard }) => shard.index));
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return [];
  const names = missing.map((index) => `${index}/${total}`).join(', ');
  const fix = `Give the result of shard ${names} too; its job may have failed before it wrote one.`;
  return [problem('missing-shard', `shard ${names} is missing`, fix)];
}

const mostNamed = 10;

function missingScenarios(shards: readonly ShardResult[]): readonly Problem[] {
  const planned = shards[0]?.shard.planned ?? [];
  const counts = new Map<string, number>();
  for (const { result } of shards) for (const { id } of result.scenarios) counts.set(id, (counts.get(id) ?? 0) + 1);
  const missing = planned.filter((id) => !counts.has(id));
  const repeated = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  const known = new Set(planned);
  const strange = [...counts.keys()].filter((id) => !known.has(id));
  const listed = (ids: readonly string[]) =>
    `${ids.slice(0, mostNamed).join(', ')}${ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ''}`;
  return [
    ...(missing.length > 0 ? [problem('missing-scenario', `no shard ran ${listed(missing)}`)] : []),
    ...(repeated.length > 0 ? [problem('scenario-twice', `more than one shard ran ${listed(repeated)}`)] : []),
    ...(strange.length > 0 ? [problem('unplanned-scenario', `nobody planned ${listed(strange)}`)] : []),
  ];
}
