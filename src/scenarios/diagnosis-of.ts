import { causes, type Diagnosis, diagnose } from '../diagnosis/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { ScenarioContext } from './context.ts';

/** Why the scenario's last call failed, by all that the client has seen so far; a success fails the scenario. */
export function diagnosisOf(scenario: ScenarioContext): Diagnosis {
  const { exchanges, contract, lastExchange } = scenario;
  const input = { exchanges, contract, critical: null, statusPage: null, now: scenario.clock.now(), notes: [] };
  const found = diagnose(input, lastExchange.id);
  if (found.causes.length > 0) return found;
  return scenario.fail('the diagnosis', 'a failure', 'nothing wrong');
}

/** The name of a cause as a feature writes it. Throws a Problem for one that there isn't. */
export function causeNamed(name: string): string {
  if (Object.hasOwn(causes, name)) return name;
  throw new Problem(
    'unknown-cause',
    `Failed to compare the diagnosis with "${name}": no cause has that name.${suggest(name, Object.keys(causes))}`,
    'Use a name from docs/causes.md.',
  );
}
