import type { PlannedScenario } from '../../scenarios/index.ts';
import type { FeatureRule } from '../rule.ts';

/** No two scenarios do and claim the same. */
export const sameScenarioTwice: FeatureRule = {
  name: 'same-scenario-twice',
  about: 'features',
  severity: 'warn',
  summary: 'a scenario whose steps are those of another one',
  why: 'It covers the same cell with the same assertions: it costs time, and is forgotten when the other one is changed.',
  reference: '',
  check(scenarios) {
    const groups = Map.groupBy(
      scenarios.filter(({ steps }) => steps.length > 0),
      stepsOf,
    );
    return [...groups.values()].flatMap(([first, ...others]) =>
      others.map(({ file, line, name }) => ({
        place: { file, line, column: 1 },
        message: `"${name}" has the same steps as "${first?.name}" in ${first?.file}:${first?.line}.`,
        fix: 'Remove one of the two, or let them differ in what they are about.',
      })),
    );
  },
};

function stepsOf({ steps }: PlannedScenario): string {
  return JSON.stringify(steps.map(({ text, block }) => [text, block]));
}
