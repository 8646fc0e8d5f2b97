import { parentOf, tokensOf } from './pointer.ts';

/** Where in a JSON text the value of a pointer stands, or the nearest thing around it that is there. */
export type Offsets = (pointer: string) => number;

interface Member {
  /** Of its key; of the value itself in a list. */
  readonly mark: number;
  readonly value: number;
}

type Members = ReadonlyMap<string, Member>;

/** Reads only the parts of the text that lead to a pointer, each once. The text is known to be valid. */
export function createJsonOffsets(text: string): Offsets {
  const start = skipBlank(text, 0);
  const known = new Map<number, Members>();

  function membersAt(offset: number): Members {
    const found = known.get(offset) ?? readMembers(text, offset);
    known.set(offset, found);
    return found;
  }

  function markOf(pointer: string): number | undefined {
    let here: Member = { mark: start, value: start };
    for (const token of tokensOf(pointer)) {
      const next = membersAt(here.value).get(token);
      if (next === undefined) return undefined;
      here = next;
    }
    return here.mark;
  }

  return (pointer) => {
    for (let near = pointer; near !== ''; near = parentOf(near)) {
      const mark = markOf(near);
      if (mark !== undefined) return mark;
    }
    return start;
  };
}

/** The members of the object or list that begins there; of anything else, none. Of a key that stands twice the last. */
function readMembers(text: string, start: number): Members {
  const members = new Map<string, Member>();
  walkMembers(text, start, (key, mark, value) => {
    members.set(key, { mark, value });
    return skipValue(text, value);
  });
  return members;
}

/** Tells each member of an object or a list; `visit` says where its value ends. Returns where the whole ends. */
function walkMembers(text: string, start: number, visit: (key: string, mark: number, value: number) => number): number {
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return skipValue(text, start);
  let at = skipBlank(text, start + 1);
  for (let index = 0; text[at] !== '}' && text[at] !== ']' && at < text.length; index += 1) {
    const mark = at;
    let key = String(index);
    if (isObject) {
      const end = skipString(text, at);
      key = keyOf(text, at, end);
      // Behind the colon.
      at = skipBlank(text, skipBlank(text, end) + 1);
    }
    at = skipBlank(text, visit(key, mark, at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return at + 1;
}

function keyOf(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1);
  return plain.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : plain;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

function skipString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at !== -1) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}

const quote = 0x22;

/** Where the value that begins there ends. */
function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return skipString(text, start);
  if (depthOf(first) !== 1) return skipWord(text, start);
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const code = text.charCodeAt(at);
    depth += depthOf(code);
    at = code === quote ? skipString(text, at) : at + 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** What a character does to how many objects and lists are open. */
function depthOf(code: number): number {
  if (code === 0x7b || code === 0x5b) return 1;
  return code === 0x7d || code === 0x5d ? -1 : 0;
}

function skipWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !',]} \n\r\t'.includes(text[at] ?? '')) at += 1;
  return Math.max(at, start + 1);
}

/** Offsets of keys that stand a second time in their object. */
export function findDoubleKeys(text: string): readonly number[] {
  const doubles: number[] = [];
  function walk(start: number): number {
    const seen = new Set<string>();
    const isObject = text[start] === '{';
    return walkMembers(text, start, (key, mark, value) => {
      if (isObject && seen.has(key)) doubles.push(mark);
      seen.add(key);
      return walk(value);
    });
  }
  walk(skipBlank(text, 0));
  return doubles;
}
