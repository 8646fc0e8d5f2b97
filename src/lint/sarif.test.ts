import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failuresBut, lintText, operation } from './fixtures/lint-text.ts';
import { allRules } from './rules.ts';
import { renderSarif } from './sarif.ts';

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly unknown[];
      }[];
    },
  ];
}

test('findings are results of SARIF 2.1.0, each with its rule, level and region', async () => {
  const { findings } = await lintText({ paths: { '/a': { get: { ...operation(failuresBut(['429'])), tags: 'x' } } } });
  const { version, $schema, runs } = renderSarif(findings) as Sarif;
  assert.equal(version, '2.1.0');
  assert.match($schema, /sarif-2\.1\.0\.json$/);
  const [{ tool, results }] = runs;
  assert.deepEqual(
    tool.driver.rules.map(({ id }) => id),
    allRules.map(({ name }) => name),
  );
  assert.equal(results.length, findings.length);
  for (const { ruleId, ruleIndex, message } of results) {
    assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.notEqual(message.text, '');
  }
  assert.deepEqual(
    results.map(({ ruleId, level }) => `${level} ${ruleId}`),
    ['warning no-429', 'error openapi-structure'],
  );
  const { finding } = findings[1] ?? {};
  assert.deepEqual(results[1]?.locations, [
    {
      physicalLocation: {
        artifactLocation: { uri: 'shop.openapi.yaml' },
        region: { startLine: finding?.line, startColumn: finding?.column },
      },
      logicalLocations: [{ fullyQualifiedName: '/paths/~1a/get/tags' }],
    },
  ]);
});

test('a path from elsewhere is a file URL, one with a blank is encoded', async () => {
  const { findings } = await lintText({ paths: { '/a': { get: operation(failuresBut(['429'])) } } });
  const uriOf = (file: string) => {
    const [one] = findings;
    assert.ok(one !== undefined);
    const moved = { ...one, finding: { ...one.finding, file } };
    return JSON.stringify((renderSarif([moved]) as Sarif).runs[0].results[0]?.locations);
  };
  assert.match(uriOf('/elsewhere/a b.yaml'), /"uri":"file:\/\/\/elsewhere\/a%20b\.yaml"/);
  assert.match(uriOf('my api.yaml'), /"uri":"my%20api\.yaml"/);
});
