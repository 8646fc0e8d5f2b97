import type { Contract } from '../../contract/contract.ts';
import type { RateLimit } from '../../contract/failure-layer.ts';
import { plainRateLimit } from '../../contract/index.ts';
import { Problem, throwProblems } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import { algorithms } from '../quotas/index.ts';
import { checkOperation } from './rule-input.ts';

type LimitInput = Partial<RateLimit> & { readonly id: string };

/** The quotas with one of them changed, or one more behind them. A new one refuses as the first of the layer does. */
export function completeRateLimit(
  input: LimitInput,
  limits: readonly RateLimit[],
  contract: Contract,
): readonly RateLimit[] {
  const known = limits.find(({ id }) => id === input.id);
  if (known === undefined) refuseMistaken(input, limits);
  const [model] = contract.layer.rateLimits;
  const base = known ?? { ...plainRateLimit(input.id), ...(model === undefined ? {} : { refusal: model.refusal }) };
  const limit: RateLimit = {
    ...base,
    ...input,
    match: { ...base.match, ...input.match },
    refusal: { ...base.refusal, ...input.refusal },
  };
  throwProblems(problemsWith(limit));
  for (const operation of limit.match.operations ?? [])
    checkOperation(operation, contract, `set the quota "${limit.id}"`);
  return known === undefined ? [...limits, limit] : limits.map((other) => (other === known ? limit : other));
}

/** A new quota that speaks of no request and looks like a known one, or says nothing at all, is a slip of the pen. */
function refuseMistaken({ id, ...said }: LimitInput, limits: readonly RateLimit[]): void {
  const ids = limits.map((limit) => limit.id);
  const near = suggest(id, ids);
  if (said.match !== undefined || (near === '' && Object.keys(said).length > 0)) return;
  throw new Problem(
    'unknown-quota',
    `Failed to set the quota "${id}": there is none of that name.${near}`,
    `Use one of: ${ids.join(', ') || '(there is none)'}; or, for a new one, say with "match" which requests it counts.`,
  );
}

function problemsWith({
  id,
  algorithm,
  rateLimit,
  resetTimeWindowSeconds,
  costPerRequest,
}: RateLimit): readonly Problem[] {
  const failed = (why: string, fix: string) =>
    new Problem('wrong-quota', `Failed to set the quota "${id}": ${why}.`, fix);
  const numbers = { rateLimit, resetTimeWindowSeconds, costPerRequest };
  const problems = Object.entries(numbers)
    .filter(([, value]) => !(Number.isFinite(value) && value > 0))
    .map(([name, value]) => failed(`${name} is ${JSON.stringify(value)}`, `Give ${name} a number above 0.`));
  if (Object.hasOwn(algorithms, algorithm)) return problems;
  const names = Object.keys(algorithms);
  return [
    ...problems,
    failed(
      `no algorithm is called "${algorithm}".${suggest(algorithm, names)}`.replace(/\.$/, ''),
      `Use one of: ${names.join(', ')}.`,
    ),
  ];
}
