import { existsSync } from 'node:fs';
import { isDay } from '../../clock.ts';
import { readSource, type Source } from '../../contract/document/source.ts';
import { isRecord } from '../../contract/index.ts';
import { Problem, throwProblems } from '../../problem.ts';
import type { BaselineEntry } from '../../result.ts';
import { suggest } from '../../suggest.ts';
import type { ExcludedCell } from '../matrix.ts';

/** Failures that are known and accepted, and cells that nobody asks for: a file beside the features. */
export interface Baseline {
  /** As a person would name it. */
  readonly path: string;
  readonly known: readonly BaselineEntry[];
  readonly excluded: readonly ExcludedCell[];
}

const rootKeys = ['version', 'known', 'excluded'];
const knownKeys = ['scenario', 'name', 'reason', 'expires'];
const excludedKeys = ['operation', 'failure', 'reason'];

type Found = Readonly<Record<string, unknown>>;

/**
 * Reads a baseline (YAML or JSON). Throws every Problem at once: a missing reason, a date that is none, an unknown key.
 * One that isn't there and may be made (`mayBeNew`) is empty.
 */
export async function readBaseline(path: string, shown: string, mayBeNew: boolean): Promise<Baseline> {
  if (mayBeNew && !existsSync(path)) return { path: shown, known: [], excluded: [] };
  const source = await readSource(path, 'the baseline', shown);
  const problems: Problem[] = [];
  const root = isRecord(source.data) ? source.data : {};
  if (!isRecord(source.data)) problems.push(problemAt(source, '', 'it is no object', 'Begin it with "known:".'));
  problems.push(...unknownKeys(source, '', root, rootKeys));
  const known = itemsOf(source, root, 'known', problems);
  const excluded = itemsOf(source, root, 'excluded', problems);
  for (const [item, pointer] of known) problems.push(...knownProblems(source, item, pointer, mayBeNew));
  for (const [item, pointer] of excluded) problems.push(...excludedProblems(source, item, pointer));
  throwProblems(problems);
  return {
    path: shown,
    known: known.map(([item]) => ({
      scenario: textOf(item, 'scenario') ?? '',
      name: textOf(item, 'name'),
      reason: textOf(item, 'reason') ?? '',
      expires: textOf(item, 'expires'),
    })),
    excluded: excluded.map(([item]) => ({
      operationId: textOf(item, 'operation') ?? '',
      failure: textOf(item, 'failure') ?? '',
      reason: textOf(item, 'reason') ?? '',
    })),
  };
}

/** A number stands for its digits: `failure: 503`. Null: missing, or blank. */
function textOf(item: Found, key: string): string | null {
  const value = item[key];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

function itemsOf(source: Source, root: Found, key: string, problems: Problem[]): readonly (readonly [Found, string])[] {
  const list = root[key] ?? [];
  if (!Array.isArray(list)) {
    problems.push(problemAt(source, `/${key}`, `"${key}" is no list`, 'Write one entry a line, each behind "- ".'));
    return [];
  }
  return list.map((item, index) => [isRecord(item) ? item : {}, `/${key}/${index}`]);
}

function knownProblems(source: Source, item: Found, pointer: string, mayBeNew: boolean): readonly Problem[] {
  const id = textOf(item, 'scenario');
  const expires = textOf(item, 'expires');
  const isDate = expires === null || isDay(expires);
  return [
    ...unknownKeys(source, pointer, item, knownKeys),
    ...(id === null ? [problemAt(source, pointer, 'an entry names no scenario', 'Give its id as "scenario:".')] : []),
    ...(textOf(item, 'reason') === null && !mayBeNew
      ? [problemAt(source, pointer, `"${id}" has no reason`, 'Say in "reason:" why this failure is accepted.')]
      : []),
    ...(isDate
      ? []
      : [
          problemAt(
            source,
            `${pointer}/expires`,
            `"${expires}" is no date`,
            'Write it as 2026-12-31, or leave it out.',
          ),
        ]),
  ];
}

function excludedProblems(source: Source, item: Found, pointer: string): readonly Problem[] {
  const missing = excludedKeys.filter((key) => textOf(item, key) === null);
  return [
    ...unknownKeys(source, pointer, item, excludedKeys),
    ...(missing.length === 0
      ? []
      : [
          problemAt(
            source,
            pointer,
            `an excluded cell lacks ${missing.map((key) => `"${key}"`).join(' and ')}`,
            'Give operation, failure (a status or a transport fault) and reason.',
          ),
        ]),
  ];
}

function unknownKeys(source: Source, pointer: string, item: Found, keys: readonly string[]): readonly Problem[] {
  return Object.keys(item)
    .filter((key) => !keys.includes(key))
    .map((key) =>
      problemAt(
        source,
        `${pointer}/${key}`,
        `"${key}" is no key of it.${suggest(key, keys)}`,
        `Use ${keys.join(', ')}.`,
      ),
    );
}

function problemAt(source: Source, pointer: string, why: string, fix: string): Problem {
  const message = `Failed to read the baseline "${source.path}": ${why.replace(/\.$/, '')}.`;
  return new Problem('bad-baseline', message, fix, { place: source.place(pointer) });
}
