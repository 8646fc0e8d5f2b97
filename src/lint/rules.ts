import { type Place, Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { documentRules } from './document/index.ts';
import { featureRules } from './features/index.ts';
import { reportedProblems } from './features/reported-problems.ts';
import { layerRules } from './layer/index.ts';
import { redoclyRules } from './redocly/redocly-rules.ts';
import { readerRules } from './reported-problems.ts';
import { type RuleInfo, type Severity, severities } from './rule.ts';

const { unreadable, leftOut, odd, brokenLayer, oddLayer } = readerRules;

/** Every rule by what it is about, in the order of the docs. */
export const allRules: readonly RuleInfo[] = [
  unreadable,
  leftOut,
  odd,
  ...redoclyRules,
  ...documentRules,
  brokenLayer,
  oddLayer,
  ...layerRules,
  ...reportedProblems,
  ...featureRules,
];

/** Severities that somebody chose, by the name of the rule. */
export type ChosenSeverities = Readonly<Record<string, Severity>>;

/** The severity at which a rule's findings count. */
export function severityOf(rule: RuleInfo, chosen: ChosenSeverities): Severity {
  return chosen[rule.name] ?? rule.severity;
}

/**
 * Reads `rule=severity`, as the option has it; throws a Problem for a rule or severity that doesn't exist. `place` is
 * where it stands, if it isn't an option.
 */
export function parseSeverity(text: string, place: Place = {}): readonly [name: string, severity: Severity] {
  const [name = '', wanted = ''] = text.split('=', 2);
  const names = allRules.map((rule) => rule.name);
  if (!names.includes(name)) {
    throw new Problem(
      'unknown-rule',
      `Failed to set a severity: there is no rule "${name}".${suggest(name, names)}`,
      'Use a name that "faultline lint --rules" lists.',
      { place },
    );
  }
  const severity = severities.find((one) => one === wanted);
  if (severity !== undefined) return [name, severity];
  throw new Problem(
    'unknown-severity',
    `Failed to set the severity of "${name}": "${wanted}" is none.${suggest(wanted, severities)}`,
    `Write "${name}=off", "${name}=warn" or "${name}=error".`,
    { place },
  );
}
