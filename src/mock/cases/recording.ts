import { hash } from 'node:crypto';
import { onceFor } from '../../once-for.ts';
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
import { pairsOf } from '../server/headers.ts';
import { type PackedPages, type PackedTexts, unpack } from './packed-texts.ts';

const maxBodyBytes = 64 * 1024;

/** An exchange without its texts: objects, numbers, short strings. Measured: 2.3 KB with usual headers and body. */
const emptyExchangeBytes = 2048;

/** What is known of an exchange when it begins. */
export interface Beginning extends Omit<RecordedRequest, 'body'> {
  readonly id: string;
  readonly connection: Connection;
}

/** What the mock decided to do with it. */
export interface Decided {
  readonly operationId: string | null;
  readonly cause: Cause;
  readonly sideEffect: SideEffect | null;
}

/** A body as it is kept. */
export interface KeptBody {
  /** At most 64 KB of it; null: there is none. */
  readonly text: string | null;
  readonly bytes: number;
  /** Of the whole, where it was cut; else it is worked out when somebody reads it. */
  readonly sha256: string | null;
}

/** An answer, or as much of one as went out. */
export interface KeptResponse extends KeptBody {
  readonly status: number;
  /** Names and values in turn. */
  readonly fields: readonly string[];
}

/** What became of an exchange. Flat: of each of a thousand that are kept, the garbage collector copies every object twice. */
export type Ending =
  | (KeptResponse & { readonly kind: 'response' })
  | (KeptResponse & { readonly kind: 'broken-body'; readonly code: string; readonly message: string })
  | (Outcome & { readonly kind: 'no-response' });

/** Keeps so much of a body as a trace holds. */
export function keepBody(text: string, bytes: number): KeptBody {
  if (bytes <= maxBodyBytes) return { text, bytes, sha256: null };
  const kept = Buffer.from(text).subarray(0, maxBodyBytes).toString('utf8');
  return { text: kept, bytes, sha256: hash('sha256', text) };
}

function keepEnding(ending: Ending): Ending {
  if (ending.kind === 'no-response' || ending.sha256 !== null || ending.bytes <= maxBodyBytes) return ending;
  return ending.text === null ? ending : { ...ending, ...keepBody(ending.text, ending.bytes) };
}

/** What all entries of one trace share. */
export interface Whose {
  readonly caseId: string;
  /** Clock milliseconds since the epoch, from which on its times are counted. */
  readonly since: number;
}

/**
 * One exchange of a trace. It is plain data only for whoever reads it: a thousand are kept for one that is read, and of each
 * the garbage collector copies every object twice. Hence what would be an object of two numbers stands here as two numbers,
 * and times as small ones, from the start on.
 */
export class Entry {
  readonly #whose: Whose;
  #id: string;
  readonly #method: string;
  readonly #url: string;
  readonly #headers: HeaderList;
  readonly #connectionId: number;
  readonly #requestIndex: number;
  readonly #reused: boolean;
  readonly #startedAfter: number;
  readonly #headBytes: number;
  #operationId: string | null = null;
  #cause: Cause | null = null;
  #sideEffect: SideEffect | null = null;
  #attempt = 1;
  #respondedAfter: number | null = null;
  #endedAfter: number | null = null;
  #text: string | null = null;
  #textBytes = 0;
  #sha256: string | null = null;
  #ending: Ending | PackedTexts | null = null;
  #violations: readonly string[] | null = null;
  #read: Exchange | null = null;

  constructor(whose: Whose, startedAt: number, { id, method, url, headers, connection }: Beginning) {
    this.#whose = whose;
    this.#id = id;
    this.#method = method;
    this.#url = url;
    this.#headers = headers;
    this.#connectionId = connection.id;
    this.#requestIndex = connection.requestIndex;
    this.#reused = connection.reused;
    this.#startedAfter = startedAt - whose.since;
    this.#headBytes = url.length + pairsLength(headers);
  }

  received({ text, bytes, sha256 }: KeptBody): void {
    this.#text = text;
    this.#textBytes = bytes;
    this.#sha256 = sha256;
    this.#read = null;
  }

  /** Takes out what it keeps: a decision holds much else, which would live as long as the trace. */
  decided({ operationId, cause, sideEffect }: Decided, attempt: number): void {
    this.#operationId = operationId;
    this.#cause = cause;
    this.#sideEffect = sideEffect;
    this.#attempt = attempt;
    this.#read = null;
  }

  /** What in it breaks the document, where it is passed on to a real API. */
  violated(violations: readonly string[]): void {
    this.#violations = [...(this.#violations ?? []), ...violations];
    this.#read = null;
  }

  /** Why it came as it came, behind what was decided. */
  explained(text: string): void {
    if (this.#cause !== null) this.#cause = { ...this.#cause, summary: `${this.#cause.summary}; ${text}` };
    this.#read = null;
  }

  responding(at: number): void {
    this.#respondedAfter = at - this.#whose.since;
    this.#read = null;
  }

  /** The first end counts. */
  end(ending: Ending, at: number): void {
    if (this.#endedAfter !== null) return;
    this.#ending = keepEnding(ending);
    this.#endedAfter = at - this.#whose.since;
    this.#read = null;
  }

  /** Puts its texts where they cost nothing to keep, and are written out again for whoever reads them. */
  pack(pages: PackedPages): void {
    if (this.#ending?.kind !== 'response') return;
    const packed = pages.pack({ id: this.#id, request: this.#text, answer: this.#ending });
    if (packed === null) return;
    this.#ending = packed;
    this.#id = '';
    this.#text = null;
  }

  get hasEnded(): boolean {
    return this.#endedAfter !== null;
  }

  /** About how much memory it takes. */
  get bytes(): number {
    return emptyExchangeBytes + this.#headBytes + (this.#text?.length ?? 0) + lengthOf(this.#ending);
  }

  /** As plain data. */
  get exchange(): Exchange {
    this.#read ??= this.#written();
    return this.#read;
  }

  #texts(): { readonly id: string; readonly request: string | null; readonly ending: Ending | null } {
    const ending = this.#ending;
    if (ending?.kind !== 'packed') return { id: this.#id, request: this.#text, ending };
    const { id, request, answer } = unpack(ending);
    return { id, request, ending: { kind: 'response', ...answer } };
  }

  #momentAfter(ms: number | null): number | null {
    return ms === null ? null : this.#whose.since + ms;
  }

  #written(): Exchange {
    const { id, request, ending } = this.#texts();
    const body = bodyOf({ text: request, bytes: this.#textBytes, sha256: this.#sha256 });
    return {
      id,
      caseId: this.#whose.caseId,
      observer: 'mock',
      operationId: this.#operationId,
      attempt: this.#attempt,
      startedAt: this.#whose.since + this.#startedAfter,
      respondedAt: this.#momentAfter(this.#respondedAfter),
      endedAt: this.#momentAfter(this.#endedAfter),
      request: { method: this.#method, url: this.#url, headers: this.#headers, body },
      outcome: outcomeOf(ending),
      cause: this.#cause,
      sideEffects: this.#sideEffect === null ? [] : [this.#sideEffect],
      connection: { id: this.#connectionId, reused: this.#reused, requestIndex: this.#requestIndex },
      ...(this.#violations === null ? {} : { violations: this.#violations }),
    };
  }
}

function outcomeOf(ending: Ending | null): Outcome | null {
  if (ending === null || ending.kind === 'no-response') return ending;
  const response = responseOf(ending);
  if (ending.kind === 'response') return { kind: 'response', response };
  return { kind: 'broken-body', response, code: ending.code, message: ending.message };
}

function responseOf({ status, fields, text, bytes, sha256 }: KeptResponse): RecordedResponse {
  return { status, headers: pairsOf(fields), body: bodyOf({ text, bytes, sha256 }) };
}

/** The text and the number of bytes are those of the whole body unless it was cut. */
function bodyOf({ text, bytes, sha256 }: KeptBody): RecordedBody | null {
  if (text === null || bytes === 0) return null;
  return { text, bytes, sha256: sha256 ?? hash('sha256', text), cut: sha256 !== null };
}

/** Requests of one connection share their headers, hence they are counted once. */
const pairsLength = onceFor((headers: HeaderList): number => {
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length;
  return length;
});

function lengthOf(ending: Ending | PackedTexts | null): number {
  if (ending === null || ending.kind === 'no-response') return 0;
  if (ending.kind === 'packed') return ending.to - ending.from;
  return fieldsLength(ending.fields) + (ending.text?.length ?? 0);
}

function fieldsLength(fields: readonly string[]): number {
  let length = 0;
  for (const text of fields) length += text.length;
  return length;
}
