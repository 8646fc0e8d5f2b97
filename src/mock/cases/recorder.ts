import { hash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type {
  Cause,
  Connection,
  Exchange,
  HeaderList,
  Outcome,
  RecordedBody,
  RecordedRequest,
  RecordedResponse,
  SideEffect,
} from '../../trace/exchange.ts';
import { bytesOf, type TraceMemory } from './trace-memory.ts';

const maxExchanges = 2000;
const maxBodyBytes = 64 * 1024;

/** What is known of an exchange when it begins. */
export interface Beginning {
  readonly id: string;
  readonly request: RecordedRequest;
  readonly connection: Connection;
}

/** What the mock decided to do with it. */
export interface Decided {
  readonly operationId: string | null;
  readonly cause: Cause;
  readonly sideEffects: readonly SideEffect[];
}

/** One exchange while it is under way. */
export interface Recording {
  /** The whole request is here. */
  received(body: RecordedBody | null): void;
  decided(decided: Decided): void;
  /** What in it breaks the document. */
  violated(violations: readonly string[]): void;
  /** Why it came as it came, behind what was decided. */
  explained(text: string): void;
  /** The status line goes out. */
  responding(): void;
  /** Waits on a timer or hangs: nobody has to wait for it. */
  park(): void;
  unpark(): void;
  end(outcome: Outcome): void;
}

export interface Recorder {
  begin(beginning: Beginning): Recording;
  trace(): readonly Exchange[];
  /** How many exchanges there were before the first one of the trace. */
  readonly forgotten: number;
  settled(): Promise<void>;
  clear(): void;
}

/** Keeps the exchanges of a case in the order in which they came; the oldest give way, here and in `memory`. */
export function createRecorder(caseId: string, clock: Clock, memory: TraceMemory): Recorder {
  const kept = createKept(memory);
  const working = new Set<object>();
  const attempts = new Map<string | null, number>();
  let waiting: (() => void)[] = [];

  function rest(entry: object): void {
    working.delete(entry);
    if (working.size > 0) return;
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  }

  return {
    begin(beginning) {
      const entry = { value: opened(caseId, clock.now(), beginning) };
      working.add(entry);
      kept.add(entry);
      const set = (change: Partial<Exchange>) => {
        entry.value = { ...entry.value, ...change };
      };
      return {
        received(body) {
          set({ request: { ...entry.value.request, body } });
          kept.weigh(entry);
        },
        decided({ operationId, cause, sideEffects }) {
          const attempt = (attempts.get(operationId) ?? 0) + 1;
          attempts.set(operationId, attempt);
          set({ operationId, cause, sideEffects, attempt });
        },
        ...notesOn(entry, set),
        responding: () => set({ respondedAt: clock.now() }),
        park: () => rest(entry),
        unpark: () => void working.add(entry),
        end(outcome) {
          if (entry.value.endedAt === null) set({ outcome, endedAt: clock.now() });
          kept.weigh(entry);
          rest(entry);
        },
      };
    },
    trace: () => [...kept.entries].map(({ value }) => value),
    get forgotten() {
      return kept.forgotten;
    },
    settled: () => (working.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    clear() {
      kept.clear();
      attempts.clear();
    },
  };
}

/** What is learned of an exchange while it is passed on to a real API. */
function notesOn(entry: Entry, set: (change: Partial<Exchange>) => void): Pick<Recording, 'violated' | 'explained'> {
  return {
    violated: (violations) => set({ violations: [...(entry.value.violations ?? []), ...violations] }),
    explained(text) {
      const { cause } = entry.value;
      if (cause !== null) set({ cause: { ...cause, summary: `${cause.summary}; ${text}` } });
    },
  };
}

interface Entry {
  value: Exchange;
}

/** The entries of one trace: at most so many, and at most as heavy as the memory allows. */
interface Kept {
  readonly entries: ReadonlySet<Entry>;
  readonly forgotten: number;
  add(entry: Entry): void;
  /** Counts its memory anew, if it is still kept. */
  weigh(entry: Entry): void;
  clear(): void;
}

function createKept(memory: TraceMemory): Kept {
  const entries = new Set<Entry>();
  // One iterator for good: a new one would walk over everything that was dropped before.
  const oldestFirst = entries.values();
  let forgotten = 0;

  function forget(entry: Entry): void {
    if (entries.delete(entry)) forgotten += 1;
    memory.release(entry);
  }

  function weigh(entry: Entry): void {
    if (entries.has(entry)) memory.hold(entry, bytesOf(entry.value), () => forget(entry));
  }

  return {
    entries,
    get forgotten() {
      return forgotten;
    },
    add(entry) {
      entries.add(entry);
      const oldest = entries.size > maxExchanges ? oldestFirst.next().value : undefined;
      if (oldest !== undefined) forget(oldest);
      weigh(entry);
    },
    weigh,
    clear() {
      for (const entry of entries) forget(entry);
    },
  };
}

function opened(caseId: string, now: number, { id, request, connection }: Beginning): Exchange {
  return {
    id,
    caseId,
    observer: 'mock',
    operationId: null,
    attempt: 1,
    startedAt: now,
    respondedAt: null,
    endedAt: null,
    request,
    outcome: null,
    cause: null,
    sideEffects: [],
    connection,
  };
}

/** A body as it is kept: at most 64 KB of it, with its true size and hash. */
export function recordBody(
  text: string | null,
  bytes = text === null ? 0 : Buffer.byteLength(text),
): RecordedBody | null {
  if (text === null || bytes === 0) return null;
  const cut = bytes > maxBodyBytes;
  const kept = cut ? Buffer.from(text).subarray(0, maxBodyBytes).toString('utf8') : text;
  return { text: kept, bytes, sha256: hash('sha256', text), cut };
}

/** An answer as it is kept. */
export function recordResponse(status: number, headers: HeaderList, body: string | null): RecordedResponse {
  return { status, headers, body: recordBody(body) };
}
