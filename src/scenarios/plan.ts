import type { Problem } from '../problem.ts';
import { runCucumber } from './cucumber.ts';
import { findFeatureFiles } from './feature-files.ts';
import { messageProblems } from './message-problems.ts';
import { createMessageLog, type MessageLog, type Pickle, type TestCase } from './messages.ts';
import { leadToOwnCopies } from './own-copies.ts';
import { ownStepFiles, shippedStepFiles } from './step-files.ts';
import { writtenStep } from './step-results.ts';
import { loadSteps } from './steps-library.ts';

/** A step of a scenario as it would run. */
export interface PlannedStep {
  readonly keyword: 'given' | 'when' | 'then' | 'unknown';
  /** With the row's values put in. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Expression of the one definition that matches; null: none or several do. */
  readonly expression: string | null;
  /** What stands in its braces, by the name of the type. */
  readonly values: readonly { readonly type: string; readonly text: string }[];
  /** Its text or table, as one text; empty without. */
  readonly block: string;
}

/** A scenario, or a row of an outline, as it would run. */
export interface PlannedScenario {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly tags: readonly string[];
  readonly steps: readonly PlannedStep[];
}

export interface FeaturePlan {
  readonly scenarios: readonly PlannedScenario[];
  /** What is wrong with features and steps, as a run would report it. */
  readonly problems: readonly Problem[];
}

export interface PlanOptions {
  /** Files, folders and `file:line`. */
  readonly features: readonly string[];
  readonly stepFolders: readonly string[];
  readonly cwd: string;
}

/** Finds out what features would run, without running any step or hook. Throws a Problem for files that aren't there and steps that don't load. */
export async function planFeatures({ features, stepFolders, cwd }: PlanOptions): Promise<FeaturePlan> {
  const { files } = findFeatureFiles(features, cwd);
  if (files.length === 0) return { scenarios: [], problems: [] };
  const log = createMessageLog();
  const restore = leadToOwnCopies();
  try {
    const library = await loadSteps(shippedStepFiles(), ownStepFiles(stepFolders), cwd);
    const filters = { tags: undefined, names: [] };
    await runCucumber({ files, filters, library, cwd, dryRun: true, onMessage: (envelope) => void log.add(envelope) });
    return {
      scenarios: [...log.testCases.values()].flatMap((one) => planned(one, log) ?? []),
      problems: messageProblems(log, library),
    };
  } finally {
    restore();
  }
}

function planned(testCase: TestCase, log: MessageLog): PlannedScenario | null {
  const pickle = log.pickles.get(testCase.pickleId);
  if (pickle === undefined) return null;
  const { name, uri: file, location, tags } = pickle;
  const steps = testCase.testSteps.flatMap((step) => plannedStep(step, pickle, log) ?? []);
  return { name, file, line: location?.line ?? 1, tags: tags.map((tag) => tag.name), steps };
}

const keywords = { Context: 'given', Action: 'when', Outcome: 'then' } as const;

function plannedStep(
  { pickleStepId, stepDefinitionIds = [], stepMatchArgumentsLists = [] }: TestCase['testSteps'][number],
  pickle: Pickle,
  log: MessageLog,
): PlannedStep | null {
  const step = pickle.steps.find(({ id }) => id === pickleStepId);
  if (step === undefined) return null;
  const location = writtenStep(step, log.documents.get(pickle.uri))?.location ?? pickle.location;
  const [only = '', ...others] = stepDefinitionIds;
  const matched = others.length === 0 ? log.definitions.get(only) : undefined;
  return {
    keyword: keywords[step.type as keyof typeof keywords] ?? 'unknown',
    text: step.text,
    line: location?.line ?? 1,
    column: location?.column ?? 1,
    expression: matched?.pattern.source ?? null,
    values: matched === undefined ? [] : (stepMatchArgumentsLists[0]?.stepMatchArguments ?? []).map(written),
    block: step.argument === undefined ? '' : JSON.stringify(step.argument),
  };
}

type Argument = NonNullable<
  TestCase['testSteps'][number]['stepMatchArgumentsLists']
>[number]['stepMatchArguments'][number];

function written({ parameterTypeName, group }: Argument): PlannedStep['values'][number] {
  return { type: parameterTypeName ?? '', text: group.value ?? '' };
}

/** What the steps say about one type, in their order. */
export function valuesOf(steps: readonly PlannedStep[], type: string): readonly string[] {
  return steps.flatMap(({ values }) => values.filter((value) => value.type === type).map(({ text }) => text));
}
