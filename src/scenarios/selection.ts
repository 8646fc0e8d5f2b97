import { relative } from 'node:path';
import type { IFilterablePickle, Plugin } from '@cucumber/cucumber/api';
import type { Shard } from '../result.ts';
import type { FeatureFile } from './feature-files.ts';
import { type Placed, scenariosOf } from './lineage.ts';

/** Cucumber loads plugins by address and can't be handed one. */
export const selectionUrl = import.meta.url;

let chosen: readonly FeatureFile[] = [];
/** By uri, the lines whose scenarios run; files that aren't listed run as a whole. */
let wanted: ReadonlyMap<string, readonly number[]> = new Map();

/** Which part of what is chosen runs here; null: all of it. */
export type Part = Pick<Shard, 'index' | 'total'> | null;
let part: Part = null;
/** Ids of the pickles that all parts together run, in order. */
let planned: readonly string[] = [];

/** Sets what runs: these files and no others, of some of them only the scenarios at certain lines, of all that a part. */
export function selectFiles(files: readonly FeatureFile[], cwd: string, ofAll: Part = null): void {
  chosen = files;
  part = ofAll;
  planned = [];
  const ofLines = files.flatMap(({ path, lines }) => (lines === null ? [] : [[relative(cwd, path), lines] as const]));
  wanted = new Map(ofLines);
}

/**
 * Cucumber would take the path of a file for a pattern, and search for it. Its own filter takes only the line of a
 * heading; an editor asks for the line that the cursor is in.
 */
const selection: Plugin = {
  type: 'plugin',
  coordinator: ({ on, transform }) => {
    on('paths:resolve', ({ sourcePaths }) => {
      sourcePaths.splice(0, sourcePaths.length, ...chosen.map(({ path }) => path));
    });
    transform('pickles:filter', (pickles) => {
      const wantedHere = pickles.filter(isWanted);
      planned = wantedHere.map(({ pickle }) => pickle.id);
      return wantedHere.filter((_, at) => part === null || at % part.total === part.index - 1);
    });
  },
};

/** Ids of the pickles that this run and its other parts were to run. */
export function plannedPickles(): readonly string[] {
  return planned;
}

/** @public cucumber loads it by its address */
export default selection;

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
