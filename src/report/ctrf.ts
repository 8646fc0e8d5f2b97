import { parseIsoTime } from '../clock.ts';
import type { Result, ResultProblem, ScenarioResult, StepStatus, Verdict } from '../result.ts';
import { errorsOf } from './run-errors.ts';

/** The version of the Common Test Report Format that is written (npm package `ctrf`). */
const specVersion = '0.0.0';

/** What readers of the format know; the verdict stands beside it as `rawStatus`. */
const statuses = { kept: 'passed', broken: 'failed', known: 'other', untested: 'skipped' } as const satisfies Record<
  Verdict,
  string
>;

const stepStatuses = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  undefined: 'failed',
  ambiguous: 'failed',
  pending: 'pending',
} as const satisfies Record<StepStatus, string>;

function testOf(scenario: ScenarioResult): object {
  const { id, name, verdict, because, durationMs, feature, rule, file, line, tags, steps, failures } = scenario;
  const trace = steps.find(({ error }) => error !== undefined)?.error;
  return {
    testId: id,
    name,
    status: statuses[verdict],
    rawStatus: verdict,
    duration: Math.round(durationMs),
    suite: rule === null ? [feature] : [feature, rule],
    filePath: file,
    line,
    type: 'scenario',
    ...(because === null ? {} : { message: because }),
    ...(trace === undefined ? {} : { trace }),
    ...(tags.length === 0 ? {} : { tags }),
    steps: steps.map(({ keyword, text, status }) => ({
      name: `${keyword.trim()} ${text}`,
      status: stepStatuses[status],
    })),
    extra: {
      expected: scenario.expected,
      received: scenario.received,
      known: scenario.known,
      failures: failures.map(({ operationId, failure }) => `${operationId ?? 'any'} ${failure}`),
      attempts: scenario.attempts.length,
      curl: scenario.curl,
      rerun: scenario.rerun,
    },
  };
}

/** What kept the run from running, or from counting, is a failed test: without it the report would look green. */
function errorTest({ code, message, fix, file, line }: ResultProblem): object {
  return {
    name: message,
    status: 'failed',
    rawStatus: 'error',
    duration: 0,
    suite: ['The run itself'],
    type: 'error',
    message: fix === '' ? message : fix,
    ...(file === undefined ? {} : { filePath: file }),
    ...(line === undefined ? {} : { line }),
    extra: { code },
  };
}

function environmentOf({ identity, shard, exitCode }: Result): object {
  const { document, ci, target } = identity;
  return {
    appName: document.title,
    appVersion: document.version,
    testEnvironment: `${target.kind} ${target.url}`,
    healthy: exitCode !== 3,
    ...(shard === null ? {} : { shardId: `${shard.index}/${shard.total}` }),
    ...(ci === null ? {} : { buildName: ci.name }),
    ...(ci?.url === undefined ? {} : { buildUrl: ci.url }),
    ...(ci?.commit === undefined ? {} : { commit: ci.commit }),
    ...(ci?.branch === undefined ? {} : { branchName: ci.branch }),
  };
}

/** The result in the Common Test Report Format (ctrf.io), as JSON. */
export function renderCtrf(result: Result): string {
  const { counts, identity, scenarios, coverage, drift, gates, verdict, exitCode, matrix } = result;
  const errors = errorsOf(result);
  const report = {
    reportFormat: 'CTRF',
    specVersion,
    // The same for every shard of a run: what they have in common.
    runId: [identity.document.sha256, identity.featuresSha256].map((hash) => hash.slice(0, 12)).join('-'),
    timestamp: identity.finishedAt,
    generatedBy: `faultline ${identity.tools['faultline'] ?? ''}`.trim(),
    results: {
      tool: { name: 'faultline', version: identity.tools['faultline'] ?? 'unknown' },
      summary: {
        tests: scenarios.length + errors.length,
        passed: counts.kept,
        failed: counts.broken + errors.length,
        skipped: counts.untested,
        pending: 0,
        other: counts.known,
        suites: new Set(scenarios.map(({ feature }) => feature)).size,
        start: parseIsoTime(identity.startedAt) ?? 0,
        stop: parseIsoTime(identity.finishedAt) ?? 0,
      },
      tests: [...scenarios.map(testOf), ...errors.map(errorTest)],
      environment: environmentOf(result),
      extra: {
        verdict,
        exitCode,
        coverage,
        gates,
        drift: drift.map(({ curl: _, ...one }) => one),
        matrix: matrix.cells.map(({ operationId, failure, state, attempts, matches }) => ({
          operationId,
          failure,
          state,
          attempts,
          matches,
        })),
      },
    },
  };
  return `${JSON.stringify(report, null, 1)}\n`;
}
