/** A piece of a generated file. */
export type Segment =
  | { readonly kind: 'generated'; readonly id: string; readonly digest: string; readonly lines: readonly string[] }
  | { readonly kind: 'left-out'; readonly id: string; readonly lines: readonly string[] }
  /** A person's own. */
  | { readonly kind: 'foreign'; readonly lines: readonly string[] };

/** A generated file, taken apart again. */
export interface ParsedFeature {
  readonly preamble: readonly string[];
  readonly segments: readonly Segment[];
}

const mark = /^\s*# generated (\S+) ([0-9a-f]{10})\s*$/;
const leftOut = /^\s*# left out (\S+)\s*$/;
const heading = /^\s*(?:Feature|Rule|Scenario|Scenario Outline|Scenario Template|Example)\s*:/;
const tagLine = /^\s*@\S/;
const idle = /^\s*(?:#.*)?$/;

/** Takes a file apart at the lines that mark what was generated, and at headings that no such line stands above. */
export function parseFeature(text: string): ParsedFeature {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const first = lines.findIndex((line) => mark.test(line));
  const preamble = trimmed(lines.slice(0, first === -1 ? lines.length : first));
  if (first === -1) return { preamble, segments: [] };
  return { preamble, segments: segmentsOf(lines.slice(first)) };
}

interface Open {
  readonly head:
    | { readonly kind: 'generated'; readonly id: string; readonly digest: string }
    | { readonly kind: 'left-out'; readonly id: string }
    | { readonly kind: 'foreign' };
  readonly lines: string[];
  /** It has got its heading: the next one begins something else. */
  hasHeading: boolean;
}

function segmentsOf(lines: readonly string[]): readonly Segment[] {
  const open: Open[] = [];
  const isQuoted = createQuotes();
  for (const [index, line] of lines.entries()) {
    const inText = isQuoted(line);
    const last = open.at(-1);
    const started = inText ? null : startedBy(line, lines.slice(index, index + mostTags), last);
    if (started !== null) open.push(started);
    take(open.at(-1), line, started, inText);
  }
  return open.map(({ head, lines: own }) => ({ ...head, lines: trimmed(own) })).filter(isSomething);
}

/** The line that marks a block is no part of it. */
function take(current: Open | undefined, line: string, started: Open | null, inText: boolean): void {
  if (current === undefined) return;
  if (started === null || started.head.kind === 'foreign') current.lines.push(line);
  if (!inText && heading.test(line)) current.hasHeading = true;
}

/** So many lines of tags and comments may stand above a heading. */
const mostTags = 50;

/** Whether a line belongs to a text between quotes, in which nothing is a heading. */
function createQuotes(): (line: string) => boolean {
  let quotes: string | null = null;
  return (line) => {
    const inText = quotes !== null;
    const quote = /^\s*("""|```)/.exec(line)?.[1] ?? null;
    if (quote !== null) quotes = quotes ?? quote;
    if (inText && quote === quotes) quotes = null;
    return inText;
  };
}

function isSomething(segment: Segment): boolean {
  return segment.kind !== 'foreign' || segment.lines.length > 0;
}

function startedBy(line: string, rest: readonly string[], last: Open | undefined): Open | null {
  const [, id, digest] = mark.exec(line) ?? [];
  if (id !== undefined && digest !== undefined) return opened({ kind: 'generated', id, digest });
  const [, omitted] = leftOut.exec(line) ?? [];
  if (omitted !== undefined) return opened({ kind: 'left-out', id: omitted });
  const isDone = last === undefined || last.hasHeading || last.head.kind === 'left-out';
  if (!isDone || last?.head.kind === 'foreign' || !beginsHeading(line, rest)) return null;
  return { head: { kind: 'foreign' }, lines: [...takeComments(last)], hasHeading: false };
}

function opened(head: Open['head']): Open {
  return { head, lines: [], hasHeading: false };
}

/** A heading, or tags with a heading below them that isn't that of a table. */
function beginsHeading(line: string, rest: readonly string[]): boolean {
  if (heading.test(line)) return true;
  if (!tagLine.test(line)) return false;
  const below = rest.find((other) => !idle.test(other) && !tagLine.test(other));
  return below !== undefined && heading.test(below);
}

/** Comments in front of a person's heading are that person's, too. */
function takeComments(last: Open | undefined): readonly string[] {
  if (last === undefined) return [];
  const at = last.lines.findLastIndex((line) => !idle.test(line)) + 1;
  return trimmed(last.lines.splice(at));
}

function trimmed(lines: readonly string[]): readonly string[] {
  const isFull = (line: string) => line.trim() !== '';
  const [from, to] = [lines.findIndex(isFull), lines.findLastIndex(isFull)];
  return from === -1 ? [] : lines.slice(from, to + 1);
}
