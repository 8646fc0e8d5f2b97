import type { JudgedCheck, Judgement } from '../../judgement.ts';
import { element, escapeXml, properties } from '../junit.ts';

function outcomeOf({ verdict, known, because, subtype, why, fix, reference, rerun }: JudgedCheck): readonly string[] {
  if (verdict === 'kept') return [];
  if (verdict === 'untested') return [element('skipped', { message: because })];
  if (verdict === 'warned' || known !== null) {
    const words = known === null ? `warned: ${because}` : `broken, as known (${known}): ${because}`;
    return [`<system-out>${escapeXml(words)}</system-out>`];
  }
  const lines = [
    because,
    `why: ${why}`,
    `change: ${fix}`,
    `source: ${reference}`,
    ...(rerun === null ? [] : [`again: ${rerun}`]),
  ];
  return [
    `<failure message="${escapeXml(because)}" type="${escapeXml(subtype ?? 'broken')}">${escapeXml(lines.join('\n'))}</failure>`,
  ];
}

function testcase(client: string, check: JudgedCheck): string {
  const { id, name, group, rule, force, verdict, subtype } = check;
  const values = { id, name, force, verdict, subtype };
  return element('testcase', { classname: `${client}.${group}`, name: `${id} ${rule}` }, [
    properties(values),
    ...outcomeOf(check),
  ]);
}

const counted = (checks: readonly JudgedCheck[]) => ({
  tests: checks.length,
  failures: checks.filter(({ verdict, known }) => verdict === 'broken' && known === null).length,
  errors: 0,
  skipped: checks.filter(({ verdict }) => verdict === 'untested').length,
});

/** The judgement for CI systems: a suite for each group of promises; what kept the client from being judged is an error. */
export function renderClientJunit(judgement: Judgement): string {
  const { client, checks, problems, identity, profile, verdict, exitCode, masked } = judgement;
  const suites = [...Map.groupBy(checks, ({ group }) => group)].map(([group, same]) =>
    element(
      'testsuite',
      { name: group, ...counted(same) },
      same.map((check) => testcase(client, check)),
    ),
  );
  const errors = problems.map(({ code, message, fix }) =>
    element('testcase', { classname: `${client}.problems`, name: message }, [
      `<error message="${escapeXml(message)}" type="${escapeXml(code)}">${escapeXml(fix)}</error>`,
    ]),
  );
  const errorSuite =
    errors.length === 0
      ? []
      : [
          element(
            'testsuite',
            { name: 'The run itself', tests: errors.length, failures: 0, errors: errors.length, skipped: 0 },
            errors,
          ),
        ];
  const all = counted(checks);
  const root = element(
    'testsuites',
    {
      name: `${client}: judged as a client`,
      ...all,
      tests: all.tests + errors.length,
      errors: errors.length,
      timestamp: identity.startedAt,
    },
    [properties({ verdict, exitCode, profile, driver: identity.driver, masked }), ...suites, ...errorSuite],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
