import { parseJson } from './values.ts';

const words: Readonly<Record<string, string>> = {
  None: 'null',
  nil: 'null',
  undefined: 'null',
  True: 'true',
  False: 'false',
};

/**
 * What Node's inspect prints beside members, by its groups: a string; the name in `[cause]:`; `[Array]`, which it left out; a
 * class before its braces.
 */
const ofNode =
  /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\[(?:Symbol\()?(\w+)\)?\](?=\s*:)|(\[(?:Object|Array|Function|Circular|Getter|class)\b[^\]{}]*\](?!\s*\{))|\[Object: null prototype\]\s*(?=\{)|(?<=[:,[]\s*)[A-Z]\w*(?:\(\d+\))?\s+(?=[{[])/g;

/** An object as Python, JavaScript or Ruby print it: single quotes, bare names, `=>`, their words for nothing. */
export function asJsonText(literal: string): string {
  return literal
    .replaceAll(ofNode, (_, quoted: string | undefined, key: string | undefined, left: string | undefined) => {
      if (key !== undefined) return `"${key}"`;
      return quoted ?? (left === undefined ? '' : 'null');
    })
    .replaceAll(
      /("(?:\\.|[^"\\])*")|(?::(\w+)\s*|(?<!\s)\s*)=>/gs,
      (whole, quoted: string | undefined, symbol?: string) => {
        if (quoted !== undefined) return quoted;
        return whole.trim().startsWith(':') && symbol !== undefined ? `"${symbol}":` : ':';
      },
    )
    .replaceAll(
      /"(?:\\.|[^"\\])*"|'((?:\\.|[^'\\])*)'|\b(None|True|False|undefined|nil)\b|(?<![\w$])([A-Za-z_$][\w$]*)(?=\s*:)/gs,
      (whole, quoted: string | undefined, word: string | undefined, name: string | undefined) => {
        if (quoted !== undefined) return JSON.stringify(quoted.replaceAll("\\'", "'"));
        if (word !== undefined) return words[word] ?? whole;
        return name === undefined ? whole : JSON.stringify(name);
      },
    );
}

/** JSON that was quoted once more on its way into a log: `{\"error\":…}`. */
export function unescaped(text: string): string {
  return text.replaceAll(/[{[](?:\s|\\[nrt])*\\"[^\n]*/g, (rest) => {
    const plain = parseJson(`"${rest.replaceAll(/(?<!\\)"/g, '\\"')}"`);
    return typeof plain === 'string' ? plain : rest.replaceAll('\\"', '"');
  });
}
