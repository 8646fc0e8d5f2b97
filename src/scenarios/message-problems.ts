import { Problem } from '../problem.ts';
import { featureProblems } from './feature-problems.ts';
import type { MessageLog } from './messages.ts';
import { stepProblems } from './step-problems.ts';
import { messageOf } from './step-results.ts';
import type { StepsLibrary } from './steps-library.ts';

/** Everything that is wrong with the features and steps of a run, as its messages tell it. */
export function messageProblems(log: MessageLog, library: StepsLibrary): readonly Problem[] {
  const isStep = (text: string) => library.stepDefinitions.some((definition) => definition.matchesStepName(text));
  const sources = new Map(log.sources.map(({ uri, data }) => [uri, data]));
  return [
    ...log.parseErrors.map(parseProblem),
    ...[...log.documents].flatMap(([uri, document]) => featureProblems(document, sources.get(uri) ?? '', isStep)),
    ...stepProblems(log),
    ...log.failedRunHooks.map((failure) => runHookProblem(failure, log)),
    ...crash(log),
  ];
}

function parseProblem({ source, message }: MessageLog['parseErrors'][number]): Problem {
  const { uri = '', location } = source;
  const place = { file: uri, line: location?.line ?? 1, ...(location?.column ? { column: location.column } : {}) };
  return new Problem(
    'unreadable-feature',
    `Failed to read "${uri}": ${message.replace(/^\(\d+:\d+\): /, '').replace(/\.$/, '')}.`,
    'Mend the line; no feature runs before all of them can be read.',
    { place },
  );
}

function runHookProblem({ hookId, outcome }: MessageLog['failedRunHooks'][number], log: MessageLog): Problem {
  const { type, sourceReference } = log.hooks.get(hookId) ?? {};
  const { uri, location } = sourceReference ?? {};
  const name = type === 'AFTER_TEST_RUN' ? 'AfterAll' : 'BeforeAll';
  return new Problem(
    'failed-hook',
    `Failed to run hook ${name}: ${messageOf(outcome)}.`,
    'Mend the hook; without BeforeAll no scenario runs.',
    {
      place: {
        ...(uri === undefined ? {} : { file: uri }),
        ...(location === undefined ? {} : { line: location.line }),
      },
    },
  );
}

function crash({ end }: MessageLog): readonly Problem[] {
  if (end?.exception === undefined) return [];
  const { message, type } = end.exception;
  return [new Problem('crashed-run', `Failed to finish the run: ${message || type}.`, 'Mend what the message names.')];
}
