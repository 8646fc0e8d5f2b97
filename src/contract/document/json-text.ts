import { lazy } from '../../lazy.ts';
import { throwProblems } from '../../problem.ts';
import { createJsonOffsets, findDoubleKeys } from './json-places.ts';
import { createLines, type Lines } from './lines.ts';
import { checkDepth, doubleKey, type Naming, type ParsedText, syntaxProblem } from './syntax.ts';

/** Above it, broken JSON isn't tried as YAML, which takes a hundred times as long and says no more. */
const largeText = 64 * 1024;

/** What a JSON text says; null when it is none, as YAML written in braces is. Positions are looked for when asked. */
export function parseJson(text: string, naming: Naming): ParsedText | null {
  if (!/^\s*[{[]/.test(text)) return null;
  const data = parse(text, naming);
  if (data === undefined) return null;
  checkDepth(data, naming);
  checkKeys(text, naming);
  const places = placesIn(text);
  return { data, place: (pointer) => ({ file: naming.path, ...places()(pointer), pointer }) };
}

function checkKeys(text: string, naming: Naming): void {
  const lines = createLines(text);
  throwProblems(findDoubleKeys(text).map((offset) => doubleKey(naming, lines(offset))));
}

/**
 * Until somebody asks, the text is kept as its bytes: the engine takes two for every letter as soon as one needs them. Hence
 * no closure here may hold it.
 */
function placesIn(text: string): () => (pointer: string) => ReturnType<Lines> {
  const bytes = Buffer.from(text);
  return lazy(() => {
    const again = bytes.toString();
    const lines = createLines(again);
    const offsets = createJsonOffsets(again);
    return (pointer) => lines(offsets(pointer));
  });
}

function parse(text: string, naming: Naming): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const isLarge = text.length > largeText;
    if (!isLarge) return undefined;
    const message = cause instanceof Error ? cause.message : String(cause);
    const place = createLines(text)(offsetIn(text, message));
    const why = message.replace(/ \(line \d+ column \d+\)/, '').replace(/, (\.\.\.)?"[\s\S]*$/, ' is not expected');
    throw syntaxProblem(naming, 'invalid-json', why, 'Correct the JSON in that line.', place);
  }
}

/** Where the engine found the fault: it says so, or shows what stands around it, ten characters to each side. */
function offsetIn(text: string, message: string): number {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return Number(position);
  const [, shown] = /"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message) ?? [];
  const at = shown === undefined ? -1 : text.indexOf(shown);
  return at === -1 ? 0 : Math.min(text.length - 1, at + Math.min(10, shown?.length ?? 0));
}
