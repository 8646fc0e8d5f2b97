import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { type Runbook, runbooks } from './runbooks/index.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The bullets of the reference, counted by hand: section by section in each scenario, then the flow at its end. */
const counted = {
  S1: { step: 4, cause: 4, resolution: 4, explain: 1 },
  S2: { step: 5, cause: 5, resolution: 4, explain: 1 },
  S3: { step: 5, cause: 8, resolution: 5, explain: 1 },
  S4: { pattern: 5, step: 5, cause: 9, resolution: 8, sample: 3, explain: 1 },
  S5: { step: 5, cause: 11, resolution: 4, sample: 4, explain: 1 },
  S6: { step: 5, cause: 9, resolution: 9, sample: 7, escalate: 4, explain: 1 },
  S7: { cause: 4, resolution: 3, explain: 1 },
  S8: { cause: 4, resolution: 4 },
  flow: { status: 8, message: 2, outside: 4 },
};

interface Home {
  readonly kind: 'item' | 'explanation' | 'layer' | 'scenario' | 'remedy' | 'file';
  /** An id, a name, or a path in the layer. */
  readonly name: string;
  readonly file: string | null;
}

interface Row {
  readonly id: string;
  readonly what: string;
  readonly homes: readonly Home[];
}

interface Scenario {
  readonly file: string;
  readonly name: string;
  /** Its own tags, those of its feature and rule, and those of each of its tables. */
  readonly tags: readonly string[];
}

const rows: readonly Row[] = read('docs/reference.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, id = '', what = '', where = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return { id: id.replaceAll('`', ''), what, homes: where.split('<br>').map((text) => homeOf(id, text)) };
  });

function homeOf(id: string, text: string): Home {
  if (text === 'runbook') return { kind: 'item', name: id.replaceAll('`', ''), file: null };
  const [, word, code] = /^(runbook|explanation of|layer) `([^`]+)`$/.exec(text) ?? [];
  const kinds = { runbook: 'item', 'explanation of': 'explanation', layer: 'layer' } as const;
  if (code !== undefined) return { kind: kinds[word as keyof typeof kinds], name: code, file: null };
  const [, label, link] = /^\[(.+)\]\((.+)\)$/.exec(text) ?? [];
  assert.ok(label !== undefined && link !== undefined, `docs/reference.md, ${id}: "${text}" names no place`);
  const file = normalize(join('docs', link));
  if (!file.endsWith('.feature')) return { kind: 'file', name: label, file };
  const [, remedy] = /^@remedy:(.+)$/.exec(label) ?? [];
  return { kind: remedy === undefined ? 'scenario' : 'remedy', name: remedy ?? label.replaceAll('\\<', '<'), file };
}

const levels = ['Feature', 'Rule', 'Scenario', 'Examples'];
const scenarios = globSync('features/**/*.feature', { cwd: root }).flatMap(scenariosOf);

function scenariosOf(file: string): readonly Scenario[] {
  const found: { file: string; name: string; tags: string[] }[] = [];
  const above: string[][] = [];
  const withoutTexts = read(file).replace(/"""[\s\S]*?"""/g, '');
  const headings = /((?:^ *@.*\n)*)^ *(Feature|Rule|Scenario|Examples)(?: Outline)?:(.*)$/gm;
  for (const [, tags = '', keyword = '', name = ''] of withoutTexts.matchAll(headings)) {
    const level = levels.indexOf(keyword);
    above.length = Math.min(level, above.length);
    above[level] = tags.match(/@\S+/g) ?? [];
    if (keyword === 'Scenario') found.push({ file, name: name.trim(), tags: above.flat() });
    if (keyword === 'Examples') found.at(-1)?.tags.push(...above[level]);
  }
  return found;
}

const books = Object.values<Runbook>(runbooks);
const items = new Set(
  books.flatMap(({ steps, causes, resolution, escalate }) =>
    [...steps, ...causes, ...resolution, ...escalate].map(({ id }) => id),
  ),
);
const homes = rows.flatMap(({ id, homes: all }) => all.map((home) => ({ id, ...home })));
const tagged = (prefix: string) =>
  new Set(
    scenarios.flatMap(({ tags }) =>
      tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length)),
    ),
  );
const without = (some: Iterable<string>, others: Iterable<string>) =>
  [...new Set(some).difference(new Set(others))].sort();

test('every bullet of the reference has a row', () => {
  const counts: Record<string, Record<string, number>> = {};
  for (const { id } of rows) {
    const [, part = '', kind = ''] = /^(S\d|flow)\.([a-z]+)/.exec(id) ?? [];
    if (part === '') continue;
    counts[part] = { ...counts[part], [kind]: (counts[part]?.[kind] ?? 0) + 1 };
  }
  assert.deepEqual(counts, counted);
});

test('an id has one row, with some words and at least one place where it lives', () => {
  assert.deepEqual(
    rows.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index),
    [],
  );
  for (const { id, what, homes: all } of rows) {
    assert.match(id, /^(S[1-8]|flow|[a-z-]+)\.[a-z]+[a-z0-9.-]*$/);
    assert.ok(what.length > 0 && all.length > 0, id);
  }
});

test('every line of a runbook that a row names is there', () => {
  const named = homes.filter(({ kind }) => kind === 'item').map(({ name }) => name);
  assert.deepEqual(without(named, items), []);
  const explained = homes.filter(({ kind }) => kind === 'explanation').map(({ name }) => name);
  assert.deepEqual(without(explained, Object.keys(runbooks)), []);
});

test('every line of a runbook that comes from the reference has its row, and lives there', () => {
  const own = rows.filter(({ id, homes: all }) => all.some(({ kind, name }) => kind === 'item' && name === id));
  const fromReference = [...items].filter((id) => /^S\d\./.test(id));
  assert.deepEqual(
    without(
      fromReference,
      own.map(({ id }) => id),
    ),
    [],
    'give each a row in docs/reference.md, or the id <runbook>.<kind>.<word> if the reference doesn’t have it',
  );
  const inRunbooks = rows.filter(({ id }) => /^S\d\.(step|cause|resolution|escalate)\./.test(id)).map(({ id }) => id);
  assert.deepEqual(without(inRunbooks, fromReference), []);
});

test('every scenario that a row names is in that feature', () => {
  const named = homes.filter(({ kind }) => kind === 'scenario').map(({ file, name }) => `${file}: ${name}`);
  assert.ok(named.length > 100);
  assert.deepEqual(
    without(
      named,
      scenarios.map(({ file, name }) => `${file}: ${name}`),
    ),
    [],
  );
});

test('a cause or a limit names exactly the scenarios that bear its tag', () => {
  const shown = rows.filter(({ id }) => /\.(cause|pattern)\./.test(id));
  assert.deepEqual(
    without(
      tagged('@cause:'),
      shown.map(({ id }) => id),
    ),
    [],
    'give each tag a row in docs/reference.md',
  );
  for (const { id, homes: all } of shown) {
    const named = all.filter(({ kind }) => kind === 'scenario').map(({ name }) => name);
    const bearing = scenarios.filter(({ tags }) => tags.includes(`@cause:${id}`)).map(({ name }) => name);
    assert.deepEqual([...new Set(named)].sort(), [...new Set(bearing)].sort(), id);
  }
});

test('every remedy that a row names is a feature of that tag, and every remedy has a row', () => {
  const named = homes.filter(({ kind }) => kind === 'remedy');
  for (const { id, name, file } of named) assert.equal(file, `features/remedies/${name}.feature`, id);
  const tags = tagged('@remedy:');
  const names = named.map(({ name }) => name);
  assert.deepEqual(without(names, tags), []);
  assert.deepEqual(without(tags, names), [], 'give each remedy a row in docs/reference.md');
  for (const { file, name, tags: own } of scenarios.filter((scenario) => scenario.file.includes('remedies/')))
    assert.ok(own.includes(`@remedy:${file.replace(/^.*\/|\.feature$/g, '')}`), name);
});

test('every rule and key of the layer that a row names is there', () => {
  const layer: unknown = parse(read('openapi/alerts.failures.yaml'));
  const named = homes.filter(({ kind }) => kind === 'layer').map(({ name }) => name);
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((path) => path.split('.').reduce(partOf, layer) === undefined),
    [],
  );
});

/** The member of that name, or, in a list, the one with that id. */
function partOf(whole: unknown, name: string): unknown {
  if (Array.isArray(whole)) return whole.find((part: { id?: string }) => part.id === name);
  return (whole as Record<string, unknown> | undefined)?.[name];
}

test('every file that a row names is there', () => {
  const files = homes.filter(({ kind }) => kind === 'file').map(({ file }) => file ?? '');
  assert.deepEqual(
    files.filter((file) => !existsSync(join(root, file))),
    [],
  );
});
