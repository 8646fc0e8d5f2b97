import type { Result, ResultProblem, ScenarioResult } from '../result.ts';
import { spellOut } from '../spell-out.ts';
import { errorsOf } from './run-errors.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** XML has no way to write most control characters; they are spelt out, as in the page. */
export function escapeXml(text: string): string {
  return spellOut(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"\n\t]/g, (character) => entities[character] ?? character);
}

export type Attributes = Readonly<Record<string, string | number | null>>;

export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>\n${children.join('\n')}\n</${name}>`;
}

export function properties(values: Attributes): string {
  return element(
    'properties',
    {},
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => element('property', { name, value })),
  );
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);

function failureText({ because, expected, received, steps, curl, rerun }: ScenarioResult): string {
  const broken = steps.find(({ status }) => status !== 'passed' && status !== 'skipped');
  return [
    because ?? 'A step failed.',
    ...(expected === null ? [] : [`expected: ${expected}`]),
    ...(received === null ? [] : [`received: ${received}`]),
    ...(broken === undefined
      ? []
      : [`step: ${broken.keyword.trim()} ${broken.text} (line ${broken.line})`, broken.error ?? '']),
    ...(curl === null ? [] : [`reproduce: ${curl}`]),
    `run again: ${rerun}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function outcomeOf(scenario: ScenarioResult): readonly string[] {
  const message = scenario.because ?? 'A step failed.';
  if (scenario.verdict === 'kept') return [];
  if (scenario.verdict === 'untested') return [element('skipped', { message })];
  if (scenario.verdict === 'known') return [element('skipped', { message: knownMessage(scenario) })];
  return [`<failure${` message="${escapeXml(message)}" type="broken"`}>${escapeXml(failureText(scenario))}</failure>`];
}

/** Readers of JUnit know no accepted failure: it is skipped, and says what it is. */
function knownMessage({ known, because }: ScenarioResult): string {
  const until = known?.expires === null || known === null ? '' : ` (until ${known.expires})`;
  return `known failure: ${known?.reason ?? ''}${until}: ${because ?? ''}`;
}

function testcase(scenario: ScenarioResult): string {
  const { feature, name, durationMs, file, line, tags, failures, id, virtualMs } = scenario;
  const met = [...new Set(failures.map(({ operationId, failure }) => `${operationId ?? 'any'} ${failure}`))].join(', ');
  const values = { id, tags: tags.join(' ') || null, failures: met || null, clockSeconds: seconds(virtualMs) };
  return element('testcase', { classname: feature, name, file, line, time: seconds(durationMs) }, [
    properties(values),
    ...outcomeOf(scenario),
  ]);
}

function suite(name: string, cases: readonly ScenarioResult[]): string {
  const failures = cases.filter(({ verdict }) => verdict === 'broken').length;
  const skipped = cases.filter(({ verdict }) => verdict === 'untested' || verdict === 'known').length;
  const time = seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return element('testsuite', { name, tests: cases.length, failures, errors: 0, skipped, time }, cases.map(testcase));
}

function problemCase({ code, message, fix, file, line }: ResultProblem): string {
  return element('testcase', { classname: 'problems', name: message, file: file ?? null, line: line ?? null }, [
    `<error message="${escapeXml(message)}" type="${escapeXml(code)}">${escapeXml(fix)}</error>`,
  ]);
}

function identityProperties({ identity, verdict, exitCode, masked, coverage }: Result): string {
  const { document, failureLayer, featuresSha256, target, policy, clock, seed, tools, ci } = identity;
  return properties({
    verdict,
    exitCode,
    document: `${document.title} ${document.version}`,
    documentSha256: document.sha256,
    failureLayerSha256: failureLayer?.sha256 ?? null,
    featuresSha256,
    target: `${target.kind} ${target.url}`,
    policy,
    clock,
    seed,
    coverage: `${coverage.covered}/${coverage.eligible}`,
    masked,
    commit: ci?.commit ?? null,
    ...Object.fromEntries(Object.entries(tools).map(([name, version]) => [`tool.${name}`, version])),
  });
}

/** The result for CI systems: a suite for each feature, a case for each scenario; what kept the run from running is an error. */
export function renderJunit(result: Result): string {
  const { counts, identity, timing } = result;
  const features = [...Map.groupBy(result.scenarios, ({ feature }) => feature)];
  const errors = errorsOf(result);
  const errorSuite =
    errors.length === 0
      ? []
      : [
          element(
            'testsuite',
            { name: 'The run itself', tests: errors.length, failures: 0, errors: errors.length, skipped: 0 },
            errors.map(problemCase),
          ),
        ];
  const root = element(
    'testsuites',
    {
      name: `${identity.document.title}: failure contract`,
      tests: result.scenarios.length + errors.length,
      failures: counts.broken,
      errors: errors.length,
      skipped: counts.untested + counts.known,
      time: seconds(timing.scenariosMs),
      timestamp: identity.startedAt,
    },
    [identityProperties(result), ...features.map(([name, scenarios]) => suite(name, scenarios)), ...errorSuite],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
