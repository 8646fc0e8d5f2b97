import { createVirtualClock } from './clock.ts';
import type { MessageFile } from './message-file.ts';
import { type Mock, startMock } from './mock/index.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { Result } from './result.ts';
import { runScenarios } from './scenarios/index.ts';

/** Runs the scenarios in this thread, against a mock of its own or the live API. `file`: takes cucumber's messages. */
export async function runHere(run: PreparedRun, file: MessageFile | null): Promise<Result> {
  const { options, settings, contract, baseline, credentials } = run;
  const { features, stepFolders, policy, cwd, stderr, target } = settings;
  const { tags, name, credential, onProgress, shard, dryRun, live, minCoverage, failOnDrift } = options;
  const mock = target === undefined ? await startMock({ contract, createClock: createVirtualClock }) : null;
  try {
    const { result } = await runScenarios({
      ...{ contract, features, stepFolders, cwd, stderr, tags, name, credential, live, shard, baseline },
      credentials: credentials.values,
      target: targetOf(mock, target),
      policy: policy ?? contract.layer.policy ?? 'standard',
      isDry: dryRun,
      gates: { minCoverage, noDrift: failOnDrift },
      onProgress,
      onMessage: file?.take,
    });
    file?.end();
    return result;
  } finally {
    file?.close();
    await mock?.close(0);
  }
}

function targetOf(mock: Mock | null, url: string | undefined) {
  return mock === null ? ({ kind: 'live', url: url ?? '' } as const) : ({ kind: 'embedded', mock } as const);
}
