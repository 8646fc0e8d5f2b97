import { declaredResponse, type FailureLayer } from '../../contract/index.ts';
import { suggest } from '../../suggest.ts';
import type { FeatureRule } from '../rule.ts';
import { assertedStatuses, placeOf } from './cell-of.ts';

/** Every status that a scenario expects is declared. */
export const undeclaredStatus: FeatureRule = {
  name: 'undeclared-status',
  about: 'features',
  severity: 'warn',
  summary: 'a Then that expects a status which the operation doesn’t declare',
  why: 'Either the document keeps quiet about a failure that the API has, or the status is mistyped.',
  reference: '',
  check(scenarios, api) {
    const own = ownStatuses(api.contract.layer);
    return scenarios.flatMap((scenario) =>
      assertedStatuses(scenario, api)
        .filter(({ operationId, status }) => {
          const operation = api.contract.operation(operationId);
          return operation !== undefined && !own.has(status) && declaredResponse(operation, status) === undefined;
        })
        .map(({ step, operationId, status }) => {
          const declared = api.contract.operation(operationId)?.responses.map((one) => one.status) ?? [];
          return {
            place: placeOf(scenario, step),
            message: `"${operationId}" declares no ${status}.${suggest(String(status), declared)}`,
            fix: `Declare it in the document, or expect one of: ${declared.join(', ')}.`,
          };
        }),
    );
  },
};

/** What any operation may answer: of the way to it, not of itself. */
function ownStatuses({ routing, size, rules }: FailureLayer): ReadonlySet<number> {
  const refusals = [...Object.values(routing), size.tooLarge, size.headersTooLarge];
  return new Set([...refusals.map(({ status }) => status), ...rules.flatMap(({ respond }) => respond?.status ?? [])]);
}
