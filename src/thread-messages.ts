import { appendFileSync, createReadStream, createWriteStream, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createMessageFile, type MessageFile } from './message-file.ts';

/** How cucumber's run in a thread ended. */
export interface RunEnd {
  readonly success: boolean;
  readonly timestamp: { readonly seconds: number; readonly nanos: number };
}

/** Takes cucumber's messages in one of several threads that run parts of the same features. */
export interface ThreadMessages extends MessageFile {
  /** Null: the run hasn't ended. */
  readonly runEnd: RunEnd | null;
}

interface Envelope {
  readonly testRunStarted?: object;
  readonly testRunFinished?: RunEnd;
  readonly testCaseStarted?: object;
}

/**
 * A file for the messages of a thread; the first thread is number 1. What all threads read alike before their first
 * scenario stands in the file of the first one alone, and under ids that are the same in all, so that the files can be put
 * behind one another. How the run ended is kept, and stands in none.
 */
export function createThreadMessages(path: string, thread: number): ThreadMessages {
  const names = new Map<string, string>();
  let isOpening = true;
  let runEnd: RunEnd | null = null;
  const renamed = (line: string) => line.replace(ids, (id) => names.get(id) ?? id);

  function opening({ testRunStarted }: Envelope, line: string): string | null {
    for (const [id] of line.matchAll(ids)) if (!names.has(id)) names.set(id, nameOf(names.size));
    isOpening = testRunStarted === undefined;
    return thread === 1 ? renamed(line) : null;
  }

  function print(envelope: unknown): string | null {
    const message = envelope as Envelope;
    const line = JSON.stringify(withThread(message, thread));
    if (isOpening) return opening(message, line);
    if (message.testRunFinished === undefined) return renamed(line);
    runEnd = (JSON.parse(renamed(line)) as { readonly testRunFinished: RunEnd }).testRunFinished;
    return null;
  }

  return {
    ...createMessageFile(path, print),
    get runEnd() {
      return runEnd;
    },
  };
}

/** As cucumber's own parallel runs have it. */
function withThread(message: Envelope, thread: number): Envelope {
  const { testCaseStarted } = message;
  return testCaseStarted === undefined
    ? message
    : { testCaseStarted: { workerId: String(thread), ...testCaseStarted } };
}

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Each thread reads the same in the same order, and would draw ids of its own: counted they are the same. */
function nameOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** Puts the files of all threads into one, as if one run had written it. The first of them is moved there. */
export async function joinThreadMessages(
  files: readonly string[],
  ends: readonly (RunEnd | null)[],
  path: string,
): Promise<void> {
  const [first = path, ...others] = files;
  renameSync(first, path);
  for (const other of others) await pipeline(createReadStream(other), createWriteStream(path, { flags: 'a' }));
  const testRunFinished = joinEnds(ends.filter((end) => end !== null));
  if (testRunFinished !== null) appendFileSync(path, `${JSON.stringify({ testRunFinished })}\n`);
}

/** How the first ended that failed, when the last one did. */
function joinEnds(ends: readonly RunEnd[]): RunEnd | null {
  const [last] = ends.toSorted(({ timestamp: one }, { timestamp: other }) => {
    return other.seconds - one.seconds || other.nanos - one.nanos;
  });
  const told = ends.find(({ success }) => !success) ?? last;
  return told === undefined || last === undefined ? null : { ...told, timestamp: last.timestamp };
}
