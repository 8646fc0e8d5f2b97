import type { IFilterablePickle, Plugin } from '@cucumber/cucumber/api';
import { type Placed, scenariosOf } from './lineage.ts';

/** Cucumber loads plugins by address and can't be handed one. */
export const lineFilterUrl = import.meta.url;

let wanted: ReadonlyMap<string, readonly number[]> = new Map();

/** Sets, by uri, the lines whose scenarios run; files that aren't listed run as a whole. */
export function selectLines(lines: ReadonlyMap<string, readonly number[]>): void {
  wanted = lines;
}

/** Cucumber's own filter takes only the line of a heading; an editor asks for the line that the cursor is in. */
const lineFilter: Plugin = {
  type: 'plugin',
  coordinator: ({ transform }) => {
    transform('pickles:filter', (pickles) => pickles.filter(isWanted));
  },
};

/** @public cucumber loads it by its address */
export default lineFilter;

function isWanted({ pickle, gherkinDocument }: IFilterablePickle): boolean {
  const lines = wanted.get(pickle.uri);
  if (lines === undefined) return true;
  const ids = new Set(pickle.astNodeIds);
  const sections = sectionsOf(scenariosOf(gherkinDocument));
  return lines.some((line) => sectionAt(sections, line)?.holds(ids) ?? true);
}

interface Section {
  readonly line: number;
  /** A row of examples stands for itself alone. */
  readonly row: boolean;
  holds(astNodeIds: ReadonlySet<string>): boolean;
}

/** The last section that begins at or before the line; before the first stands the feature's own heading. */
function sectionAt(sections: readonly Section[], line: number): Section | undefined {
  return sections.findLast((section) => (section.row ? section.line === line : section.line <= line));
}

function sectionsOf(placed: readonly Placed[]): readonly Section[] {
  const sections = placed.flatMap(({ rule, scenario }) => {
    const siblings = placed.filter((other) => other.rule === rule).map((other) => other.scenario.id);
    const ofRule = rule === null ? [] : [section(rule, siblings)];
    const examples = scenario.examples.flatMap((table) => [
      section(
        table,
        table.tableBody.map(({ id }) => id),
      ),
      ...table.tableBody.map((row) => ({ ...section(row, [row.id]), row: true })),
    ]);
    return [...ofRule, section(scenario, [scenario.id]), ...examples];
  });
  return sections.sort((one, other) => one.line - other.line);
}

interface Node {
  readonly location: { readonly line: number };
  readonly tags?: readonly { readonly location: { readonly line: number } }[];
}

function section({ location, tags = [] }: Node, ids: readonly string[]): Section {
  return {
    line: Math.min(location.line, ...tags.map((tag) => tag.location.line)),
    row: false,
    holds: (astNodeIds) => ids.some((id) => astNodeIds.has(id)),
  };
}
