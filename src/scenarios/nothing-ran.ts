import { suggest } from '../suggest.ts';
import type { FeatureFiles } from './feature-files.ts';
import type { MessageLog } from './messages.ts';

/** What the scenarios of a run were chosen by. */
export interface Filters {
  readonly tags: string | undefined;
  readonly names: readonly string[];
}

/** Why no scenario ran, one sentence each. */
export function whyNothingRan(found: FeatureFiles, filters: Filters, log: MessageLog): readonly string[] {
  const lines =
    found.files.length === 0 && found.empty.length === 0 ? ['No feature file or folder was given.'] : found.empty;
  const scenarios = log.pickles.size;
  if (scenarios === 0) {
    const count = found.files.length;
    return count === 0
      ? lines
      : [...lines, `${count === 1 ? 'The feature file holds' : `${count} feature files hold`} no scenario.`];
  }
  return [...lines, ...filterLines(filters, log), ...lineLines(found, filters)];
}

function filterLines({ tags, names }: Filters, log: MessageLog): readonly string[] {
  const pickles = [...log.pickles.values()];
  const all = `${pickles.length} scenario${pickles.length === 1 ? '' : 's'}`;
  const known = new Set(pickles.flatMap((pickle) => pickle.tags.map(({ name }) => name)));
  const unknown = (tags?.match(/@[^\s()]+/g) ?? []).filter((tag) => !known.has(tag));
  const tagLine = `--tags "${tags}" selects none of ${all}.${unknown.map((tag) => suggest(tag, known)).join('')}`;
  const scenarioNames = pickles.map(({ name }) => name);
  const nameLines = names.map((name) => `--name "${name}" selects none of ${all}.${suggest(name, scenarioNames)}`);
  return [...(tags === undefined ? [] : [tagLine]), ...nameLines];
}

function lineLines({ files }: FeatureFiles, { tags, names }: Filters): readonly string[] {
  if (tags !== undefined || names.length > 0) return [];
  return files.flatMap(({ path, lines }) =>
    lines === null ? [] : [`No scenario stands at ${path}:${lines.join(':')}.`],
  );
}
