import { Problem, problemsOf } from '../problem.ts';
import { evidenceMediaType } from './evidence.ts';
import type { Execution, MessageLog, Pickle, PickleStep, TestCase } from './messages.ts';
import { nearestStep } from './nearest-step.ts';
import { placeOf } from './scenario-id.ts';
import { writtenStep } from './step-results.ts';
import { thrownBySteps } from './thrown.ts';

/** What is wrong with the steps of the scenarios that were to run, found without running them. */
export function stepProblems(log: MessageLog): readonly Problem[] {
  const problems = [...log.testCases.values()].flatMap((testCase) => {
    const pickle = log.pickles.get(testCase.pickleId);
    return pickle === undefined ? [] : [...matchProblems(testCase, pickle, log), ...promiseProblems(pickle, log)];
  });
  return [...problems, ...log.undefinedParameterTypes.map(undefinedType)];
}

function matchProblems(testCase: TestCase, pickle: Pickle, log: MessageLog): readonly Problem[] {
  return testCase.testSteps.flatMap(({ pickleStepId, stepDefinitionIds = [] }) => {
    const step = pickle.steps.find(({ id }) => id === pickleStepId);
    if (step === undefined || stepDefinitionIds.length === 1) return [];
    return stepDefinitionIds.length === 0
      ? [undefinedStep(step, pickle, log)]
      : [ambiguousStep(step, stepDefinitionIds, pickle, log)];
  });
}

function undefinedStep(step: PickleStep, pickle: Pickle, log: MessageLog): Problem {
  const near = nearestStep(
    step.text,
    [...log.definitions.values()].map(({ pattern }) => pattern.source),
  );
  return new Problem(
    'undefined-step',
    `Failed to run step "${step.text}": no step is defined for it.${near === null ? '' : ` Did you mean "${near}"?`}`,
    'Use the words of a step that exists, or define this one in a file of your own in steps/.',
    { place: placeOfStep(step, pickle, log) },
  );
}

function ambiguousStep(step: PickleStep, ids: readonly string[], pickle: Pickle, log: MessageLog): Problem {
  const matches = ids.flatMap((id) => {
    const definition = log.definitions.get(id);
    const { uri, location } = definition?.sourceReference ?? {};
    return definition === undefined ? [] : [`"${definition.pattern.source}" (${uri}:${location?.line})`];
  });
  return new Problem(
    'ambiguous-step',
    `Failed to run step "${step.text}": ${matches.length} definitions match it: ${matches.join(', ')}.`,
    'Reword the step, or one of its definitions, so that only one matches.',
    { place: placeOfStep(step, pickle, log) },
  );
}

/** A scenario promises something only if it has a step that can fail for it. */
function promiseProblems(pickle: Pickle, log: MessageLog): readonly Problem[] {
  const place = { file: pickle.uri, line: pickle.location?.line ?? 1 };
  const subject = `Failed to judge scenario "${pickle.name}"`;
  if (pickle.steps.length === 0) {
    return [new Problem('empty-scenario', `${subject}: it has no steps.`, 'Write its steps, or remove it.', { place })];
  }
  if (pickle.steps.some(({ type }) => type === 'Outcome')) return [];
  const scenario = placeOf(pickle, log.documents.get(pickle.uri) ?? { comments: [] })?.scenario;
  return [
    new Problem(
      'no-then',
      `${subject}: it has no Then, so nothing could break it.`,
      'Add a Then step that says what has to be seen.',
      { place: { ...place, line: scenario?.location.line ?? place.line } },
    ),
  ];
}

function undefinedType({ name, expression }: { name: string; expression: string }): Problem {
  return new Problem(
    'undefined-parameter-type',
    `Failed to define step "${expression}": there is no parameter type "{${name}}".`,
    'Use a parameter type that exists, or define it with defineParameterType.',
  );
}

/** What went wrong with a scenario while it ran and is no broken promise. */
export function runProblems(execution: Execution, log: MessageLog): readonly Problem[] {
  const { testCase, pickle, outcomes, attachments } = execution;
  const steps = testCase.testSteps.flatMap(({ id, pickleStepId }) => {
    const step = pickle.steps.find((candidate) => candidate.id === pickleStepId);
    if (step === undefined) return [];
    const place = placeOfStep(step, pickle, log);
    if (outcomes.get(id)?.status === 'PENDING') return [pendingStep(step, place)];
    return problemsOf(thrownBySteps.get(`${execution.id} ${id}`)).map(
      ({ code, message, fix, exitCode, cause }) => new Problem(code, message, fix, { place, exitCode, cause }),
    );
  });
  const passed = [...outcomes.values()].every(({ status }) => status === 'PASSED');
  const isSilent = passed && !attachments.some(({ mediaType }) => mediaType === evidenceMediaType);
  return isSilent ? [...steps, noEvidence(pickle)] : steps;
}

function noEvidence({ name, uri, location }: Pickle): Problem {
  return new Problem(
    'no-evidence',
    `Failed to judge scenario "${name}": all of it passed and it left no evidence.`,
    'Leave the World\'s "attach" and the shipped hooks as they are, so that what was sent and received can be shown.',
    { place: { file: uri, line: location?.line ?? 1 } },
  );
}

function pendingStep({ text }: PickleStep, place: { readonly file: string; readonly line: number }): Problem {
  return new Problem(
    'pending-step',
    `Failed to run step "${text}": its definition is pending.`,
    'Finish the definition, or take the scenario out.',
    { place },
  );
}

function placeOfStep(step: PickleStep, pickle: Pickle, log: MessageLog): { file: string; line: number } {
  const written = writtenStep(step, log.documents.get(pickle.uri));
  return { file: pickle.uri, line: written?.location.line ?? pickle.location?.line ?? 1 };
}
