import type { Clock } from '../../clock.ts';
import type { Exchange } from '../../trace/exchange.ts';
import type { Failure } from '../mock.ts';
import { type Beginning, type Decided, type Ending, Entry, type KeptBody } from './recording.ts';
import type { Held, TraceMemory } from './trace-memory.ts';

const maxExchanges = 2000;

/** One exchange while it is under way. */
export interface Recording extends Failure {
  /** The whole request is here. */
  received(body: KeptBody | null): void;
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
  const book = new Book(clock, memory);
  return {
    begin: (beginning) => new OpenEntry(book, new Entry(caseId, clock.now(), beginning)),
    trace: () => book.kept.all.map(({ entry }) => entry.exchange),
    get forgotten() {
      return book.kept.forgotten;
    },
    settled: () => book.settled(),
    clear() {
      book.kept.clear();
      book.attempts.clear();
    },
  };
}

/** What the recordings of one case share. */
class Book {
  readonly clock: Clock;
  readonly kept: Kept;
  readonly attempts = new Map<string | null, number>();
  #working = 0;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock, memory: TraceMemory) {
    this.clock = clock;
    this.kept = new Kept(memory);
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

/** Its own place in the trace: what is kept of each of a thousand exchanges is copied again and again. */
class OpenEntry implements Recording, Place {
  readonly #book: Book;
  readonly entry: Entry;
  held: Held | null = null;
  #isWorking = true;

  constructor(book: Book, entry: Entry) {
    this.#book = book;
    this.entry = entry;
    book.kept.add(this);
    book.work();
  }

  received(body: KeptBody | null): void {
    this.entry.received(body);
    this.#book.kept.weigh(this);
  }

  decided(decided: Decided): void {
    const { attempts } = this.#book;
    const attempt = (attempts.get(decided.operationId) ?? 0) + 1;
    attempts.set(decided.operationId, attempt);
    this.entry.decided(decided, attempt);
  }

  violated(violations: readonly string[]): void {
    this.entry.violated(violations);
  }

  explained(text: string): void {
    this.entry.explained(text);
  }

  responding(): void {
    this.entry.responding(this.#book.clock.now());
  }

  park(): void {
    if (this.#isWorking) this.#book.rest();
    this.#isWorking = false;
  }

  unpark(): void {
    if (!this.#isWorking) this.#book.work();
    this.#isWorking = true;
  }

  get exchange(): Exchange {
    return this.entry.exchange;
  }

  trail(most: number): readonly Exchange[] {
    return this.#book.kept.upTo(this, most).map(({ entry }) => entry.exchange);
  }

  end(ending: Ending): void {
    this.entry.end(ending, this.#book.clock.now());
    this.#book.kept.weigh(this);
    this.park();
  }
}

/** An entry's place in a trace; null: it has given way. */
interface Place {
  readonly entry: Entry;
  held: Held | null;
}

/** The entries of one trace: at most so many, and at most as heavy as the memory allows. The oldest is the first to go. */
class Kept {
  readonly #memory: TraceMemory;
  #places: (Place | null)[] = [];
  /** Where the oldest stands: what was in front of it has gone, and is cut off from time to time. */
  #first = 0;
  forgotten = 0;

  constructor(memory: TraceMemory) {
    this.#memory = memory;
  }

  get all(): readonly Place[] {
    return this.#places.filter((place) => place !== null);
  }

  /** The last ones that ended before this one, and this one, whether it is still kept or not. */
  upTo(place: Place, most: number): readonly Place[] {
    const before = this.all.slice(0, Math.max(0, this.all.indexOf(place)));
    const ended = before.filter(({ entry }) => entry.hasEnded);
    return [...ended.slice(Math.max(0, ended.length - most + 1)), place];
  }

  add(place: Place): void {
    if (this.#places.length - this.#first >= maxExchanges) {
      const oldest = this.#shift();
      if (oldest?.held) this.#memory.release(oldest.held);
      if (oldest) oldest.held = null;
    }
    this.#places.push(place);
    place.held = this.#memory.hold(place.entry.bytes, this.#dropOldest);
  }

  /** Counts its memory anew, if it is still kept. */
  weigh({ entry, held }: Place): void {
    if (held !== null) this.#memory.grow(held, entry.bytes);
  }

  clear(): void {
    for (let place = this.#shift(); place !== undefined; place = this.#shift()) {
      if (place.held !== null) this.#memory.release(place.held);
      place.held = null;
    }
  }

  /** Of all entries of all traces the oldest goes first, so that of this trace it is the oldest too. */
  readonly #dropOldest = (): void => {
    const oldest = this.#shift();
    if (oldest !== undefined) oldest.held = null;
  };

  #shift(): Place | undefined {
    const place = this.#places[this.#first];
    if (!place) return undefined;
    this.#places[this.#first] = null;
    this.#first += 1;
    this.forgotten += 1;
    if (this.#first >= maxExchanges) {
      this.#places = this.#places.slice(this.#first);
      this.#first = 0;
    }
    return place;
  }
}
