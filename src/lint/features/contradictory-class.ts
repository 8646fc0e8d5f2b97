import { declaredMeaning, type Rule } from '../../contract/index.ts';
import { retryClasses } from '../../retry/index.ts';
import { type PlannedScenario, type PlannedStep, valuesOf } from '../../scenarios/index.ts';
import type { Api } from '../api.ts';
import type { FeatureRule, Found } from '../rule.ts';
import { assertedStatuses, placeOf } from './cell-of.ts';

/** Scenarios agree with each other, and with the failure layer, on what a failure means. */
export const contradictoryClass: FeatureRule = {
  name: 'contradictory-class',
  about: 'features',
  severity: 'error',
  summary: 'a retry class that another scenario, or the failure layer, contradicts',
  why: 'One of the two must break in every run.',
  reference: '',
  check(scenarios, api) {
    const claims = scenarios.flatMap((scenario) => claimsOf(scenario, api));
    const groups = Map.groupBy(claims, ({ key }) => key);
    return [
      ...claims.flatMap((claim) => againstLayer(claim, api) ?? []),
      ...[...groups.values()].flatMap(amongThemselves),
    ];
  },
};

interface Claim {
  readonly scenario: PlannedScenario;
  readonly step: PlannedStep;
  readonly operationId: string;
  readonly status: number;
  readonly said: string;
  readonly ownPolicy: boolean;
  /** The same of scenarios that set out from the same conditions. */
  readonly key: string;
}

/** A class that a scenario says right behind a status that it asserts. */
function claimsOf(scenario: PlannedScenario, api: Api): readonly Claim[] {
  const asserted = assertedStatuses(scenario, api);
  return scenario.steps.flatMap((step, index) => {
    const [said] = step.keyword === 'then' ? valuesOf([step], 'retryClass') : [];
    const before = scenario.steps.slice(0, index);
    const last = asserted.findLast((one) => before.includes(one.step));
    if (said === undefined || last === undefined || last.status < 400) return [];
    const calls = before.slice(before.indexOf(last.step)).some(({ keyword }) => keyword === 'when');
    if (calls) return [];
    const conditions = before.filter(({ keyword }) => keyword !== 'then').map(({ text, block }) => `${text} ${block}`);
    const { operationId, status } = last;
    const ownPolicy = valuesOf(before, 'policy').length > 0;
    return [
      { scenario, step, operationId, status, said, ownPolicy, key: JSON.stringify([operationId, status, conditions]) },
    ];
  });
}

/** A rule has a word of its own, and which rule acts isn't known before the run. */
function againstLayer(
  { scenario, step, operationId, status, said, ownPolicy }: Claim,
  { contract }: Api,
): Found | null {
  const operation = contract.operation(operationId) ?? null;
  const declared = declaredMeaning(contract, operation, status);
  const mayDiffer = ownPolicy || contract.layer.rules.some((rule) => rule.expect !== null && statusOf(rule) === status);
  if (declared === null || mayDiffer || retryClasses[declared.class] === said) return null;
  const whose = declared.byDocument ? 'document' : 'failure layer';
  return {
    place: placeOf(scenario, step),
    message: `A ${status} of "${operationId}" is said to be ${said}; the ${whose} expects "${declared.class}".`,
    fix: `Correct the scenario, or ${declared.byDocument ? 'x-speakeasy-retries in the document' : '"expect" in the failure layer'}.`,
  };
}

function statusOf({ respond, fault }: Rule): unknown {
  return respond?.status ?? fault?.options['status'];
}

function amongThemselves(claims: readonly Claim[]): readonly Found[] {
  const [first] = claims;
  return claims
    .filter(({ said }) => said !== first?.said)
    .map(({ scenario, step, operationId, status, said }) => ({
      place: placeOf(scenario, step),
      message: `A ${status} of "${operationId}" is said to be ${said}, under the same conditions as in ${first?.scenario.file}:${first?.step.line}, where it is ${first?.said}.`,
      fix: 'Correct one of the two.',
    }));
}
