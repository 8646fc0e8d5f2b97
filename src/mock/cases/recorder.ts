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
  settled(): Promise<void>;
  clear(): void;
}

/** Keeps the exchanges of a case in the order in which they came; the oldest give way. */
export function createRecorder(caseId: string, clock: Clock): Recorder {
  const exchanges = new Set<{ value: Exchange }>();
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

  function keep(entry: { value: Exchange }): void {
    exchanges.add(entry);
    working.add(entry);
    const [oldest] = exchanges;
    if (exchanges.size > maxExchanges && oldest !== undefined) exchanges.delete(oldest);
  }

  return {
    begin(beginning) {
      const entry = { value: opened(caseId, clock.now(), beginning) };
      keep(entry);
      const set = (change: Partial<Exchange>) => {
        entry.value = { ...entry.value, ...change };
      };
      return {
        received: (body) => set({ request: { ...entry.value.request, body } }),
        decided({ operationId, cause, sideEffects }) {
          const attempt = (attempts.get(operationId) ?? 0) + 1;
          attempts.set(operationId, attempt);
          set({ operationId, cause, sideEffects, attempt });
        },
        responding: () => set({ respondedAt: clock.now() }),
        park: () => rest(entry),
        unpark: () => void working.add(entry),
        end(outcome) {
          if (entry.value.endedAt === null) set({ outcome, endedAt: clock.now() });
          rest(entry);
        },
      };
    },
    trace: () => [...exchanges].map(({ value }) => value),
    settled: () => (working.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    clear() {
      exchanges.clear();
      attempts.clear();
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
