import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createPieceWriter, type PieceWriter } from './write-result.ts';

/**
 * Puts cucumber's messages (NDJSON) of threads that ran parts of the same features into one file, as if one run had
 * written them: what each thread read before its first scenario stands there once, under the ids of the first thread.
 */
export async function joinMessages(parts: readonly string[], path: string): Promise<void> {
  const writer = createPieceWriter(path);
  try {
    const [first = '', ...others] = parts;
    const known: string[] = [];
    for await (const line of openingOf(first)) {
      for (const [id] of line.matchAll(ids)) known.push(id);
      writer.write(`${line}\n`);
    }
    const ends = [await copyRest(first, '1', new Map(), writer)];
    for (const [at, part] of others.entries())
      ends.push(await copyRest(part, String(at + 2), await renamesOf(part, known), writer));
    const end = joinEnds(ends.flat());
    if (end !== null) writer.write(`${JSON.stringify({ testRunFinished: end })}\n`);
  } finally {
    writer.close();
  }
}

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** All threads read the same in the same order, and each gives it ids of its own. */
async function renamesOf(part: string, known: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const renames = new Map<string, string>();
  let met = 0;
  for await (const line of openingOf(part)) {
    for (const [id] of line.matchAll(ids)) {
      renames.set(id, known[met] ?? id);
      met += 1;
    }
  }
  return renames;
}

/** Up to the message that the run begins, and with it. */
async function* openingOf(path: string): AsyncGenerator<string> {
  for await (const line of linesOf(path)) {
    yield line;
    if (isBegin(line)) return;
  }
}

/** What follows the opening; gives how the run ended. */
async function copyRest(
  path: string,
  thread: string,
  renames: ReadonlyMap<string, string>,
  writer: PieceWriter,
): Promise<readonly RunEnd[]> {
  const ends: RunEnd[] = [];
  let isOpening = true;
  for await (const line of linesOf(path)) {
    const renamed = isOpening ? '' : line.replace(ids, (id) => renames.get(id) ?? id);
    if (renamed.startsWith(ending)) ends.push((JSON.parse(renamed) as { testRunFinished: RunEnd }).testRunFinished);
    else if (!isOpening) writer.write(`${withThread(renamed, thread)}\n`);
    isOpening &&= !isBegin(line);
  }
  return ends;
}

const linesOf = (path: string) => createInterface({ input: createReadStream(path) });
const isBegin = (line: string) => line.startsWith('{"testRunStarted":');
const ending = '{"testRunFinished":';

/** As cucumber's own parallel runs do. */
function withThread(line: string, thread: string): string {
  return line.replace(/^\{"testCaseStarted":\{/, `$&"workerId":"${thread}",`);
}

interface RunEnd {
  readonly success: boolean;
  readonly timestamp: { readonly seconds: number; readonly nanos: number };
}

/** How the first ended that failed, when the last one did. */
function joinEnds(ends: readonly RunEnd[]): RunEnd | null {
  const [last] = ends.toSorted(({ timestamp: one }, { timestamp: other }) => {
    return other.seconds - one.seconds || other.nanos - one.nanos;
  });
  const told = ends.find(({ success }) => !success) ?? last;
  return told === undefined || last === undefined ? null : { ...told, timestamp: last.timestamp };
}
