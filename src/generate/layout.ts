import type { Operation } from '../contract/contract.ts';
import type { Block } from './block.ts';
import { groupOf, slugOf } from './names.ts';

/** The blocks of one operation, in order. */
export interface OperationBlocks {
  readonly operation: Operation;
  readonly blocks: readonly Block[];
}

/** A file to be written, before it has headings. */
export interface Sheet {
  /** Below the folder that everything is written to, with slashes. */
  readonly path: string;
  readonly title: string;
  readonly parts: readonly OperationBlocks[];
}

/** More scenarios than that make a file hard to read, and its reports slow to open. */
const mostScenarios = 50;

function countOf(parts: readonly OperationBlocks[]): number {
  return parts.flatMap(({ blocks }) => blocks).reduce((sum, { count }) => sum + count, 0);
}

/** One file for each tag; where that would be too long, for each path; then for each operation, and for each subject of it. */
export function layOut(all: readonly OperationBlocks[]): readonly Sheet[] {
  const groups = Map.groupBy(all, ({ operation }) => groupOf(operation));
  const sheets = [...groups].flatMap(([group, parts]) => sheetsOf(group, parts));
  return withFreePaths(sheets.filter(({ parts }) => countOf(parts) > 0));
}

function sheetsOf(group: string, parts: readonly OperationBlocks[]): readonly Sheet[] {
  const folder = slugOf(group);
  if (countOf(parts) <= mostScenarios) return [{ path: folder, title: group, parts }];
  const paths = Map.groupBy(parts, ({ operation }) => operation.path);
  return [...paths].flatMap(([path, ofPath]) =>
    countOf(ofPath) <= mostScenarios
      ? [{ path: `${folder}/${slugOf(path)}`, title: `${group}: ${path}`, parts: ofPath }]
      : ofPath.flatMap((part) => ofOperation(folder, part)),
  );
}

function ofOperation(folder: string, { operation, blocks }: OperationBlocks): readonly Sheet[] {
  const path = `${folder}/${slugOf(operation.id)}`;
  const title = `${operation.method} ${operation.path}`;
  const subjects =
    countOf([{ operation, blocks }]) <= mostScenarios ? new Map([['', blocks]]) : Map.groupBy(blocks, subjectOf);
  return [...subjects].flatMap(([subject, ofSubject]) =>
    packed(ofSubject).map((some, index) => {
      const words = [...(subject === '' ? [] : [subject]), ...(index === 0 ? [] : [String(index + 1)])];
      return {
        path: [path, ...words].join('-'),
        title: words.length === 0 ? title : `${title}: ${words.join(' ')}`,
        parts: [{ operation, blocks: some }],
      };
    }),
  );
}

function subjectOf({ id }: Block): string {
  const kind = id.slice(id.lastIndexOf('/') + 1);
  if (kind.startsWith('parameter-')) return 'parameters';
  if (kind.startsWith('network-')) return 'network';
  return /^(?:body-|no-body|bad-json|media-type)/.test(kind) ? 'body' : '';
}

function packed(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const packs: Block[][] = [];
  let room = 0;
  for (const block of blocks) {
    const last = packs.at(-1);
    if (last === undefined || block.count > room) {
      packs.push([block]);
      room = mostScenarios - block.count;
    } else {
      last.push(block);
      room -= block.count;
    }
  }
  return packs;
}

/** Names that are spelt alike once they are slugs get numbers. */
function withFreePaths(sheets: readonly Sheet[]): readonly Sheet[] {
  const taken = new Set<string>();
  return sheets.map((sheet) => {
    let path = sheet.path;
    for (let number = 2; taken.has(path); number += 1) path = `${sheet.path}-${number}`;
    taken.add(path);
    return { ...sheet, path: `${path}.feature` };
  });
}
