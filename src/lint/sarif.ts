import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageVersion } from '../package.ts';
import type { RuledFinding } from './finding.ts';
import type { RuleInfo } from './rule.ts';
import { allRules } from './rules.ts';

const levels = { error: 'error', warn: 'warning' } as const;

/** Findings as SARIF 2.1.0, which code hosts show beside the lines that they are about. */
export function renderSarif(findings: readonly RuledFinding[]): object {
  const indexes = new Map(allRules.map(({ name }, index) => [name, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Faultline', version: packageVersion, rules: allRules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, indexes)),
      },
    ],
  };
}

function ruleOf({ name, severity, summary, why, reference }: RuleInfo): object {
  return {
    id: name,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: reference === '' ? why : `${why} See ${reference}.` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf({ finding }: RuledFinding, indexes: ReadonlyMap<string, number>): object {
  const { rule, severity, message, fix } = finding;
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule) ?? -1,
    level: levels[severity],
    message: { text: `${message} ${fix}` },
    locations: locationsOf(finding),
  };
}

function locationsOf({ file, line, column, pointer }: RuledFinding['finding']): readonly object[] {
  if (file === null) return [];
  const uri = isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file.replaceAll('\\', '/'));
  const region =
    line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } };
  const logical = pointer === null || pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] };
  return [{ physicalLocation: { artifactLocation: { uri }, ...region }, ...logical }];
}
