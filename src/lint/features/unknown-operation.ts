import { operationNamed, valuesOf } from '../../scenarios/index.ts';
import { suggest } from '../../suggest.ts';
import { listed } from '../api.ts';
import type { FeatureRule } from '../rule.ts';
import { placeOf } from './cell-of.ts';

/** Every operation that a step names is one of the document's. */
export const unknownOperation: FeatureRule = {
  name: 'unknown-operation',
  about: 'features',
  severity: 'error',
  summary: 'a step that names an operation which the document doesn’t have',
  why: 'The step fails before anything is sent, and the failure it was written for stays untested.',
  reference: '',
  check(scenarios, { contract }) {
    const names = contract.operations.map(({ id }) => id);
    const isExcluded = (name: string) => contract.excluded.some(({ id }) => id === name);
    return scenarios.flatMap((scenario) =>
      scenario.steps.flatMap((step) =>
        valuesOf([step], 'operation')
          // A method and a path that don't exist may be what the scenario is about.
          .filter((name) => !name.includes(' ') && !isExcluded(name) && operationNamed(name, contract) === undefined)
          .map((name) => ({
            place: placeOf(scenario, step),
            message: `The document has no operation "${name}".${suggest(name, names)}`,
            fix: `Use one of: ${listed(names, 12)}.`,
          })),
      ),
    );
  },
};
