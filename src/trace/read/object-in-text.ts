import { parseJson } from './values.ts';

/** An object or a list of objects that stood in a text, as JSON. */
export interface FoundObject {
  readonly json: unknown;
  /** As JSON, also where Python or JavaScript printed it. */
  readonly text: string;
}

/** How many opening brackets are tried: log lines have some that open nothing. */
const mostTries = 40;

/** The first object within a text, as JSON, Python or Node write it; null when there is none. */
export function objectIn(text: string): FoundObject | null {
  let tries = 0;
  for (const { index } of text.matchAll(/[{[]/g)) {
    tries += 1;
    if (tries > mostTries) return null;
    const end = endOf(text, index);
    const piece = end === -1 ? undefined : text.slice(index, end);
    const found = piece === undefined ? null : read(piece);
    if (found !== null) return found;
  }
  return null;
}

function read(piece: string): FoundObject | null {
  const json = parseJson(piece);
  if (json !== undefined) return isTelling(json) ? { json, text: piece } : null;
  const text = asJsonText(piece);
  const converted = parseJson(text);
  return converted !== undefined && isTelling(converted) ? { json: converted, text } : null;
}

function isTelling(json: unknown): boolean {
  if (Array.isArray(json)) return json.length > 0 && json.every((item) => typeof item === 'object' && item !== null);
  return typeof json === 'object' && json !== null && Object.keys(json).length > 0;
}

/** Behind the bracket that closes the one at `start`; -1 when none does. Brackets within quotes don't count. */
function endOf(text: string, start: number): number {
  let depth = 0;
  const tokens = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}[\]]/gs;
  tokens.lastIndex = start;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === '{' || token[0] === '[') depth += 1;
    else if (token[0] === '}' || token[0] === ']') depth -= 1;
    if (depth === 0) return tokens.lastIndex;
  }
  return -1;
}

const words: Readonly<Record<string, string>> = { None: 'null', undefined: 'null', True: 'true', False: 'false' };

/** Single quotes, names without quotes and the words of Python and JavaScript, as JSON has them. */
function asJsonText(literal: string): string {
  return literal.replaceAll(
    /"(?:\\.|[^"\\])*"|'((?:\\.|[^'\\])*)'|\b(None|True|False|undefined)\b|([A-Za-z_$][\w$]*)(?=\s*:)/gs,
    (whole, quoted: string | undefined, word: string | undefined, name: string | undefined) => {
      if (quoted !== undefined) return JSON.stringify(quoted.replaceAll("\\'", "'"));
      if (word !== undefined) return words[word] ?? whole;
      return name === undefined ? whole : JSON.stringify(name);
    },
  );
}
