import { onceFor } from '../once-for.ts';
import type { GherkinDocument } from './messages.ts';

type Feature = NonNullable<GherkinDocument['feature']>;
type Child = Feature['children'][number];
export type Rule = NonNullable<Child['rule']>;
export type Scenario = NonNullable<Child['scenario']>;
export type Background = NonNullable<Child['background']>;
export type Examples = Scenario['examples'][number];
export type Step = Scenario['steps'][number];

/** Where a scenario stands in its file. */
export interface Placed {
  readonly feature: Feature;
  readonly rule: Rule | null;
  readonly scenario: Scenario;
}

/** Every scenario of a file with what it stands under, in the file's order. */
export function scenariosOf({ feature }: GherkinDocument): readonly Placed[] {
  return (feature?.children ?? []).flatMap((child) => {
    if (feature === undefined) return [];
    const rule = child.rule ?? null;
    const scenarios = rule === null ? [child.scenario] : rule.children.map((inner) => inner.scenario);
    return scenarios.flatMap((scenario) => (scenario === undefined ? [] : [{ feature, rule, scenario }]));
  });
}

/** The backgrounds of a file: its own and those of its rules. */
export function backgroundsOf({ feature }: GherkinDocument): readonly Background[] {
  return (feature?.children ?? []).flatMap((child) => {
    const backgrounds = [child.background, ...(child.rule?.children ?? []).map((inner) => inner.background)];
    return backgrounds.filter((background) => background !== undefined);
  });
}

/** What the ids of one file's syntax tree stand for. */
export interface Lineage {
  /** By id of the scenario. */
  readonly scenarios: ReadonlyMap<string, Placed>;
  /** By id of the step. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Examples by id of one of their rows, with the row's cells. */
  readonly rows: ReadonlyMap<string, { readonly examples: Examples; readonly values: readonly string[] }>;
}

/** The lineage of a file, worked out once. */
export const lineageOf = onceFor(readLineage);

function readLineage(document: GherkinDocument): Lineage {
  const placed = scenariosOf(document);
  const holders = [...placed.map(({ scenario }) => scenario), ...backgroundsOf(document)];
  const rows = placed.flatMap(({ scenario }) =>
    scenario.examples.flatMap((examples) =>
      examples.tableBody.map((row) => [row.id, { examples, values: row.cells.map(({ value }) => value) }] as const),
    ),
  );
  return {
    scenarios: new Map(placed.map((place) => [place.scenario.id, place])),
    steps: new Map(holders.flatMap(({ steps }) => steps.map((step) => [step.id, step] as const))),
    rows: new Map(rows),
  };
}
