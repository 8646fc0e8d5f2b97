import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { type Place, type Problem, throwProblems } from '../../problem.ts';
import { parentOf, tokensOf } from './pointer.ts';
import { checkDepth, doubleKey, type Naming, type ParsedText, syntaxProblem, tooDeep } from './syntax.ts';

/** How often aliases may multiply what the file holds. */
const maxAliases = 1000;
/** Takes ten seconds to read; JSON of that length a tenth of one. */
const maxLength = 16 * 1024 * 1024;

/** What a YAML text says; throws every problem of its syntax at once. */
export function parseYaml(text: string, naming: Naming): ParsedText {
  if (text.length > maxLength) throw tooLong(text, naming);
  if (mostOpen(text) > maxOpen) throw tooDeep(naming);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false, stringKeys: false });
    throwProblems(syntaxProblems(document, lines, naming));
    const data: unknown = document.toJS({ maxAliasCount: maxAliases });
    checkDepth(data, naming);
    return { data, place: createPlaces(document, lines, naming.path) };
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(naming);
    if (cause instanceof ReferenceError) throw aliasProblem(naming, cause);
    throw cause;
  }
}

/** Reading far deeper texts takes minutes before the stack is full. */
const maxOpen = 5000;

/** How many brackets are open at once, those in texts included. */
function mostOpen(text: string): number {
  let open = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) open += 1;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open -= 1;
    if (open > most) most = open;
  }
  return most;
}

function tooLong(text: string, naming: Naming): Problem {
  const megabytes = maxLength / 1024 / 1024;
  const fix = 'Convert it to JSON, which is read a hundred times faster.';
  const why = `it has ${text.length} characters of YAML, more than ${megabytes} MB`;
  return syntaxProblem(naming, 'file-too-large', why, fix, {});
}

function aliasProblem(naming: Naming, cause: Error): Problem {
  const fix = 'Write the repeated parts with `$ref` instead of YAML aliases.';
  return syntaxProblem(naming, 'unreadable-yaml', `its aliases can't be resolved (${cause.message})`, fix, {});
}

function syntaxProblems(document: Document.Parsed, lines: LineCounter, naming: Naming): Problem[] {
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new RangeError('Stack overflow');
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const place = { line, column: col };
    if (error.code === 'DUPLICATE_KEY') return doubleKey(naming, place);
    const why = error.message.replace(/\.$/, '');
    return syntaxProblem(naming, 'invalid-yaml', why, 'Correct the YAML or JSON in that line.', place);
  });
}

function createPlaces(document: Document.Parsed, lines: LineCounter, path: string): (pointer: string) => Place {
  const indexes = new WeakMap<YAMLMap, Map<string, { key: unknown; value: unknown }>>();

  function entryOf(map: YAMLMap, token: string) {
    let index = indexes.get(map);
    if (index === undefined) {
      index = new Map(map.items.map((pair) => [keyText(pair.key), { key: pair.key, value: pair.value }]));
      indexes.set(map, index);
    }
    return index.get(token);
  }

  function step(node: unknown, token: string): { mark: unknown; node: unknown } | undefined {
    const here = isAlias(node) ? node.resolve(document) : node;
    if (isMap(here)) {
      const entry = entryOf(here, token);
      return entry && { mark: entry.key, node: entry.value };
    }
    const item = isSeq(here) ? here.items[Number(token)] : undefined;
    return item === undefined ? undefined : { mark: item, node: item };
  }

  function offsetOf(pointer: string): number | undefined {
    let node: unknown = document.contents;
    let mark: unknown = node;
    for (const token of tokensOf(pointer)) {
      const next = step(node, token);
      if (next === undefined) return undefined;
      ({ mark, node } = next);
    }
    return isNode(mark) ? (mark as Node).range?.[0] : undefined;
  }

  return (pointer) => {
    for (let near = pointer; ; near = parentOf(near)) {
      const offset = offsetOf(near) ?? (near === '' ? 0 : undefined);
      if (offset === undefined) continue;
      const { line, col } = lines.linePos(offset);
      return { file: path, line: Math.max(1, line), column: Math.max(1, col), pointer };
    }
  };
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
