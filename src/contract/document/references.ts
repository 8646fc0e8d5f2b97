import type { Problem } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { Refusal } from './files/access.ts';
import { followPointer, type Target } from './follow.ts';
import { isRecord, join, lastToken, parentOf, valueAt } from './pointer.ts';
import type { Source } from './source.ts';
import { isDataKey, nameMaps, referenceIn, visitReferences } from './visit-references.ts';

/** Where each `$ref` of a document leads. Nothing outside of the document is ever read. */
export interface References {
  /** The pointer that the reference in a value means; undefined where the value holds none, or one that names nothing. */
  readonly target: Target;
  /** By the pointer of the object that holds the `$ref`: what is wrong with it. */
  readonly bad: ReadonlyMap<string, Problem>;
  /** What those say that lead nowhere. */
  readonly badTexts: ReadonlySet<string>;
  /** Whether nothing is named by an id or an anchor, so that what a reference says is enough to know where it leads. */
  readonly plain: boolean;
}

type CreateProblem = (code: string, message: string, fix: string, pointer: string) => Problem;

interface Found {
  readonly pointer: string;
  readonly text: string;
  /** Pointer of the schema whose `$id` local references are relative to. */
  readonly base: string;
}

interface Scan {
  readonly refs: Found[];
  readonly named: Map<string, string>;
}

/** Finds every reference of a document and says where it leads, or why it leads nowhere. */
export function readReferences(root: unknown, problem: CreateProblem, refusal?: Source['refusal']): References {
  const texts = new Set<string>();
  if (isPlain(root, texts) && [...texts].every(decodes)) {
    const target = createTarget(() => undefined);
    const isGood = (text: string) => isPointer(text) && followPointer(root, target, pointerOf(text)).kind === 'found';
    const badTexts = new Set([...texts].filter((text) => !isGood(text)));
    const bad = badTexts.size === 0 ? new Map() : readEach(root, problem, refusal).bad;
    return { target, bad, badTexts, plain: true };
  }
  return { ...readEach(root, problem, refusal), badTexts: new Set(), plain: false };
}

/** Collects what is referred to; false when something is named by an id or an anchor. */
function isPlain(root: unknown, texts: Set<string>): boolean {
  let plain = true;
  visitReferences(root, (value, text) => {
    if (text !== undefined) texts.add(text);
    if (typeof value['$id'] === 'string' || typeof value['$anchor'] === 'string') plain = false;
    if (typeof value['$dynamicAnchor'] === 'string') plain = false;
  });
  return plain;
}

function createTarget(named: (pointer: string) => string | undefined): Target {
  const pointers = new Map<string, string>();
  return (pointer, value) => {
    const text = referenceIn(value);
    if (text === undefined) return undefined;
    if (!isPointer(text)) return named(pointer);
    const known = pointers.get(text) ?? pointerOf(text);
    pointers.set(text, known);
    return named(pointer) ?? known;
  };
}

function isPointer(text: string): boolean {
  return text === '#' || text.startsWith('#/');
}

function pointerOf(text: string): string {
  return decode(text.slice(1));
}

/** Notes every reference with its place: for documents with ids, anchors or references that lead nowhere. */
function readEach(
  root: unknown,
  problem: CreateProblem,
  refusal: Source['refusal'],
): Pick<References, 'target' | 'bad'> {
  const scan: Scan = { refs: [], named: new Map() };
  visit(scan, root, '', '', false);
  const targets = new Map<string, string>();
  const bad = new Map<string, Problem>();
  for (const found of scan.refs) {
    const target = targetOf(found, scan.named);
    if (target === null) bad.set(found.pointer, external(found, problem, refusal?.(found.pointer, found.text)));
    else targets.set(found.pointer, target);
  }
  const target = createTarget((pointer) => targets.get(pointer));
  for (const found of scan.refs) {
    if (bad.has(found.pointer)) continue;
    const wrong = check(root, target, targets.get(found.pointer) ?? '', found, problem);
    if (wrong !== null) bad.set(found.pointer, wrong);
  }
  return { target, bad };
}

function visit(scan: Scan, value: unknown, pointer: string, base: string, names: boolean): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(scan, item, join(pointer, index), base, false);
    return;
  }
  if (!isRecord(value)) return;
  const ownBase = names ? base : note(scan, value, pointer, base);
  for (const [key, child] of Object.entries(value)) {
    if (!names && isDataKey(key, child)) continue;
    visit(scan, child, join(pointer, key), ownBase, !names && nameMaps.has(key));
  }
}

/** Notes what names the object and what it refers to; returns the base of what is below it. */
function note(scan: Scan, value: Readonly<Record<string, unknown>>, pointer: string, base: string): string {
  const { $id, $anchor, $dynamicAnchor } = value;
  const ownBase = typeof $id === 'string' ? pointer : base;
  if (typeof $id === 'string') scan.named.set($id.replace(/#$/, ''), pointer);
  for (const anchor of [$anchor, $dynamicAnchor]) {
    if (typeof anchor === 'string' && !scan.named.has(`#${anchor}`)) scan.named.set(`#${anchor}`, pointer);
  }
  const text = referenceIn(value);
  if (text !== undefined) scan.refs.push({ pointer, text, base: ownBase });
  return ownBase;
}

function targetOf({ text, base }: Found, named: ReadonlyMap<string, string>): string | null {
  const known = named.get(text.replace(/#$/, ''));
  if (text !== '#' && known !== undefined) return known;
  const [resource = '', fragment = ''] = text.split('#', 2);
  const start = resource === '' ? base : named.get(resource);
  if (start === undefined) return null;
  return fragment === '' ? start : `${start}${fragment.startsWith('/') ? '' : '/'}${decode(fragment)}`;
}

function decodes(text: string): boolean {
  return !text.includes('%') || decode(text) !== text;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function external({ text, pointer }: Found, problem: CreateProblem, refusal: Refusal = closed): Problem {
  const { why, fix } = refusal;
  const message = `Failed to follow the reference "${text}": ${why}.`;
  return problem('external-reference', message, fix, join(pointer, '$ref'));
}

const closed: Refusal = {
  why: 'it leads out of the document, and nothing else is read',
  fix: 'Bundle the document into one file first, for example with "npx @redocly/cli bundle".',
};

function check(
  root: unknown,
  target: Target,
  start: string,
  { text, pointer }: Found,
  problem: CreateProblem,
): Problem | null {
  const end = followPointer(root, target, start);
  if (end.kind === 'found') return null;
  const place = join(pointer, '$ref');
  if (end.kind === 'circle') {
    const why = `Failed to follow the reference "${text}": it leads back to itself, or on and on.`;
    return problem('circular-reference', why, 'Let one of the references stand for a real value.', place);
  }
  const siblings = Object.keys(recordAt(root, parentOf(end.pointer)));
  const near = suggest(lastToken(end.pointer), siblings);
  const why = `Failed to follow the reference "${text}": nothing stands there.`;
  return problem('broken-reference', why, `Define it, or correct the reference.${near}`, place);
}

function recordAt(root: unknown, pointer: string): Readonly<Record<string, unknown>> {
  const value = valueAt(root, pointer);
  return isRecord(value) ? value : {};
}
