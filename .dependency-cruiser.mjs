/** The direction of imports: each folder of src/ may use itself and what is listed behind it, nothing else. */
const layers = {
  trace: [],
  retry: ['trace'],
  contract: ['trace', 'retry'],
  config: ['contract', 'trace', 'retry'],
  faults: ['contract', 'trace', 'retry'],
  mock: ['faults', 'contract', 'trace', 'retry'],
  client: ['retry', 'trace'],
  checks: ['trace', 'retry'],
  diagnosis: ['trace', 'retry', 'contract'],
  report: ['checks', 'diagnosis', 'retry', 'trace'],
  generate: ['scenarios', 'mock', 'contract', 'faults', 'retry', 'trace'],
  judge: ['mock', 'client', 'checks', 'contract', 'faults', 'retry', 'trace'],
  scenarios: ['mock', 'client', 'checks', 'diagnosis', 'contract', 'faults', 'retry', 'trace'],
  lint: ['scenarios', 'contract', 'faults', 'retry'],
};

const direction = Object.entries(layers).map(([layer, may]) => ({
  name: `${layer}-may-use`,
  severity: 'error',
  comment: `src/${layer} may import only: ${['itself', ...may].join(', ')}.`,
  from: { path: `^src/${layer}/` },
  to: { path: '^src/[^/]+/', pathNot: `^src/(${[layer, ...may, 'fixtures'].join('|')})/` },
}));

const pure = {
  name: 'pure-folders',
  severity: 'error',
  comment:
    'These judge and render a recorded trace as well as a live one, so they touch neither files, sockets nor time.',
  from: { path: '^src/(retry|checks|diagnosis|report)/', pathNot: '\\.test\\.ts$' },
  to: { dependencyTypes: ['core'] },
};

const roots = {
  name: 'nothing-imports-the-roof',
  severity: 'error',
  comment:
    'run.ts, cli.ts and index.ts put the rooms together; a room that imports them can only be used with all the others.',
  from: { path: '^src/[^/]+/', pathNot: '^src/cli/|\\.test\\.ts$' },
  to: { path: '^src/(run|cli|index)\\.ts$' },
};

const steps = {
  name: 'steps-use-public-names',
  severity: 'error',
  comment: 'The shipped steps are the example for other people’s steps: they may use only what those can use.',
  from: { path: '^steps/' },
  to: { path: '^src/', pathNot: '^src/index\\.ts$' },
};

const prism = {
  name: 'prism-behind-one-port',
  severity: 'error',
  comment: 'Prism is kept behind one file so that it can be replaced, and none of its types leak.',
  from: { pathNot: '^src/mock/prism(\\.ts|-parts/)' },
  to: { path: 'node_modules/@stoplight/' },
};

const tests = {
  name: 'no-import-of-tests',
  severity: 'error',
  comment: 'What a test needs from another test belongs in the source.',
  from: { pathNot: '\\.test\\.ts$' },
  to: { path: '\\.test\\.ts$' },
};

const cycles = {
  name: 'no-cycles',
  severity: 'error',
  comment: 'Two files that import each other are one file, or lack a third.',
  from: {},
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

const fixtures = {
  name: 'fixtures-are-for-tests',
  severity: 'error',
  comment: 'What only tests need is not shipped, so nothing that is shipped may need it.',
  from: { path: '^(src|steps)/', pathNot: '\\.test\\.ts$|/fixtures/' },
  to: { path: '/fixtures/' },
};

export default {
  forbidden: [...direction, pure, roots, steps, prism, tests, fixtures, cycles],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['faultline-source', 'import', 'node', 'default'],
    },
  },
};
