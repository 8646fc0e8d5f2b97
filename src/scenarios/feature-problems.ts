import { exitCodes, Problem } from '../problem.ts';
import { type Scenario, scenariosOf } from './lineage.ts';
import type { GherkinDocument } from './messages.ts';
import { swallowedLines } from './swallowed-lines.ts';

/** What would let a file pass without running what it says: each is a Problem with its file and line. */
export function featureProblems(
  document: GherkinDocument,
  source: string,
  isStep: (text: string) => boolean,
): readonly Problem[] {
  const swallowed = swallowedLines(document, source, isStep);
  const scenarios = scenariosOf(document);
  if (scenarios.length === 0 && swallowed.length === 0) return [emptyFeature(document)];
  return [...swallowed, ...scenarios.flatMap(({ scenario }) => outlineProblems(scenario, document))];
}

function emptyFeature({ uri = '' }: GherkinDocument): Problem {
  return new Problem(
    'empty-feature',
    `Failed to run "${uri}": it has no scenario.`,
    'Add a scenario to the file, or remove the file.',
    { place: { file: uri, line: 1 }, exitCode: exitCodes.nothingRan },
  );
}

/** Without a row an outline makes no scenario at all, and without a table its placeholders stay as they are. */
function outlineProblems(scenario: Scenario, { uri = '' }: GherkinDocument): readonly Problem[] {
  const isOutline = /outline|template/i.test(scenario.keyword) || scenario.examples.length > 0;
  if (!isOutline || scenario.examples.some(({ tableBody }) => tableBody.length > 0)) return [];
  return [
    new Problem(
      'no-examples',
      `Failed to run scenario "${scenario.name}": it is an outline without a row of examples.`,
      'Add an "Examples:" table with at least one row.',
      { place: { file: uri, line: scenario.location.line } },
    ),
  ];
}
