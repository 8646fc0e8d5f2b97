import type { Clock } from '../../clock.ts';
import type { Exchange } from '../../trace/exchange.ts';
import type { Failure } from '../mock.ts';
import { PackedPages } from './packed-texts.ts';
import { type Beginning, type Decided, type Ending, Entry, type KeptBody, type Whose } from './recording.ts';
import type { Held, TraceMemory } from './trace-memory.ts';

const maxExchanges = 2000;

/** Of so many exchanges none lives long enough for it to matter how it is kept. */
const shortTrace = 100;

/** One exchange while it is under way. */
export interface Recording extends Failure {
  /** The whole request is here. */
  received(body: KeptBody): void;
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
  end(ending: Ending): void;
  /** What is known of it so far, as plain data. */
  readonly exchange: Exchange;
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
  const book = new Book(caseId, clock, memory);
  return {
    begin: (beginning) => new OpenEntry(book, beginning),
    trace: () => book.kept.all.map(({ exchange }) => exchange),
    get forgotten() {
      return book.kept.forgotten;
    },
    settled: () => book.settled(),
    clear() {
      book.kept.clear();
      book.attempts.clear();
      book.pages = new PackedPages();
    },
  };
}

/** What the recordings of one case share. */
class Book implements Whose {
  readonly caseId: string;
  readonly since: number;
  readonly clock: Clock;
  readonly kept: Kept;
  readonly attempts = new Map<string | null, { count: number }>();
  pages = new PackedPages();
  #working = 0;
  #waiting: (() => void)[] = [];

  constructor(caseId: string, clock: Clock, memory: TraceMemory) {
    this.caseId = caseId;
    this.since = clock.now();
    this.clock = clock;
    this.kept = new Kept(memory);
  }

  countAttempt(operationId: string | null): number {
    const known = this.attempts.get(operationId);
    if (known === undefined) this.attempts.set(operationId, { count: 1 });
    else known.count += 1;
    return known?.count ?? 1;
  }

  work(): void {
    this.#working += 1;
  }

  rest(): void {
    this.#working -= 1;
    if (this.#working > 0 || this.#waiting.length === 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  settled(): Promise<void> {
    return this.#working === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Its own place in the trace, and in the memory: what is kept of each of a thousand exchanges is copied again and again. */
class OpenEntry extends Entry implements Recording, Held {
  readonly #book: Book;
  #isWorking = true;
  /** Whether it is still in the trace. */
  isKept = true;
  heldBytes = 0;
  older: Held | null = null;
  newer: Held | null = null;

  constructor(book: Book, beginning: Beginning) {
    super(book, book.clock.now(), beginning);
    this.#book = book;
    book.kept.add(this);
    book.work();
  }

  override received(body: KeptBody): void {
    super.received(body);
    this.#book.kept.weigh(this);
  }

  override decided(decided: Decided): void {
    super.decided(decided, this.#book.countAttempt(decided.operationId));
  }

  override responding(): void {
    super.responding(this.#book.clock.now());
  }

  park(): void {
    if (this.#isWorking) this.#book.rest();
    this.#isWorking = false;
  }

  unpark(): void {
    if (!this.#isWorking) this.#book.work();
    this.#isWorking = true;
  }

  trail(most: number): readonly Exchange[] {
    return this.#book.kept.upTo(this, most).map(({ exchange }) => exchange);
  }

  override end(ending: Ending): void {
    super.end(ending, this.#book.clock.now());
    if (this.#book.kept.isLong) this.pack(this.#book.pages);
    this.#book.kept.weigh(this);
    this.park();
  }

  /** The memory needs its room: of all entries of all traces it is the oldest, so that of its own it is the oldest too. */
  drop(): void {
    this.#book.kept.shift();
  }
}

/** The entries of one trace: at most so many, and at most as heavy as the memory allows. The oldest is the first to go. */
class Kept {
  readonly #memory: TraceMemory;
  #entries: (OpenEntry | null)[] = [];
  /** Where the oldest stands: what was in front of it has gone, and is cut off from time to time. */
  #first = 0;
  forgotten = 0;

  constructor(memory: TraceMemory) {
    this.#memory = memory;
  }

  get isLong(): boolean {
    return this.#entries.length - this.#first > shortTrace;
  }

  get all(): readonly OpenEntry[] {
    return this.#entries.filter((entry) => entry !== null);
  }

  /** The last ones that ended before this one, and this one, whether it is still kept or not. */
  upTo(entry: OpenEntry, most: number): readonly OpenEntry[] {
    const before = this.all.slice(0, Math.max(0, this.all.indexOf(entry)));
    const ended = before.filter(({ hasEnded }) => hasEnded);
    return [...ended.slice(Math.max(0, ended.length - most + 1)), entry];
  }

  add(entry: OpenEntry): void {
    if (this.#entries.length - this.#first >= maxExchanges) {
      const oldest = this.shift();
      if (oldest !== undefined) this.#memory.release(oldest);
    }
    this.#entries.push(entry);
    this.#memory.hold(entry, entry.bytes);
  }

  /** Counts its memory anew, if it is still kept. */
  weigh(entry: OpenEntry): void {
    if (entry.isKept) this.#memory.grow(entry, entry.bytes);
  }

  clear(): void {
    for (let entry = this.shift(); entry !== undefined; entry = this.shift()) this.#memory.release(entry);
  }

  /** Takes the oldest out of the trace, not out of the memory. */
  shift(): OpenEntry | undefined {
    const entry = this.#entries[this.#first];
    if (!entry) return undefined;
    entry.isKept = false;
    this.#entries[this.#first] = null;
    this.#first += 1;
    this.forgotten += 1;
    if (this.#first >= maxExchanges) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    return entry;
  }
}
