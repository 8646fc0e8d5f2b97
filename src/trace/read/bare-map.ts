/** How far maps are looked for within maps: each level is a look through the rest of the text. */
const deepest = 6;

/** A map as Dart, Java and Kotlin print it, `{name: value}` or `{name=value}` without quotes; undefined when it is none. */
export function fromBareMap(piece: string, depth = 0): unknown {
  if (depth > deepest || !piece.startsWith('{') || !piece.endsWith('}')) return undefined;
  const members = membersOf(piece.slice(1, -1)).map((member) => /^\s*([\w.-]+)\s*[:=]\s*([\s\S]*)$/.exec(member));
  if (members.some((member) => member === null)) return undefined;
  return Object.fromEntries(members.map((member) => [member?.[1] ?? '', bareValue(member?.[2] ?? '', depth)]));
}

function bareValue(text: string, depth: number): unknown {
  const value = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (/^(null|true|false)$/.test(value)) return value === 'null' ? null : value === 'true';
  return fromBareMap(value, depth + 1) ?? value;
}

/** Cut at the commas that stand before a name, outside of inner brackets. */
function membersOf(text: string): readonly string[] {
  const cuts = [0];
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/[{}[\]]|,(?=\s*[\w.-]+\s*[:=])/g)) {
    if (mark === '{' || mark === '[') depth += 1;
    else if (mark !== ',') depth -= 1;
    else if (depth === 0) cuts.push(index + 1);
  }
  return cuts.map((cut, at) => text.slice(cut, cuts[at + 1] === undefined ? undefined : (cuts[at + 1] ?? 0) - 1));
}
