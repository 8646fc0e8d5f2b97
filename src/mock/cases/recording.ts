import { hash } from 'node:crypto';
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

const maxBodyBytes = 64 * 1024;

/** An exchange without its texts: objects, numbers, short strings. Measured: 2.3 KB with usual headers and body. */
const emptyExchangeBytes = 2048;

/** What is known of an exchange when it begins. */
export interface Beginning {
  readonly id: string;
  readonly request: Omit<RecordedRequest, 'body'>;
  readonly connection: Connection;
}

/** What the mock decided to do with it. */
export interface Decided {
  readonly operationId: string | null;
  readonly cause: Cause;
  readonly sideEffects: readonly SideEffect[];
}

/** A body as it is kept: at most 64 KB of it. Its hash is worked out when somebody reads it, unless it was cut. */
export interface KeptBody {
  readonly text: string;
  readonly bytes: number;
  readonly sha256: string | null;
}

/** An answer, or as much of one as went out. */
export interface KeptResponse {
  readonly status: number;
  /** Names and values in turn. */
  readonly fields: readonly string[];
  readonly body: KeptBody | null;
}

/** What became of an exchange, as it is kept until somebody reads it. */
export type Ending =
  | { readonly kind: 'response'; readonly response: KeptResponse }
  | {
      readonly kind: 'broken-body';
      readonly response: KeptResponse;
      readonly code: string;
      readonly message: string;
    }
  | (Outcome & { readonly kind: 'no-response' });

/** Keeps a body; null when there is none. */
export function keepBody(text: string | null, bytes = text === null ? 0 : Buffer.byteLength(text)): KeptBody | null {
  if (text === null || bytes === 0) return null;
  if (bytes <= maxBodyBytes) return { text, bytes, sha256: null };
  const kept = Buffer.from(text).subarray(0, maxBodyBytes).toString('utf8');
  return { text: kept, bytes, sha256: hash('sha256', text) };
}

/** One exchange of a trace. It is plain data only for whoever reads it: a thousand are kept for one that is read. */
export class Entry {
  readonly #caseId: string;
  readonly #beginning: Beginning;
  readonly #startedAt: number;
  #operationId: string | null = null;
  #cause: Cause | null = null;
  #sideEffects: readonly SideEffect[] = [];
  #attempt = 1;
  #respondedAt: number | null = null;
  #endedAt: number | null = null;
  #body: KeptBody | null = null;
  #ending: Ending | null = null;
  #violations: readonly string[] | null = null;
  #read: Exchange | null = null;

  constructor(caseId: string, startedAt: number, beginning: Beginning) {
    this.#caseId = caseId;
    this.#beginning = beginning;
    this.#startedAt = startedAt;
  }

  received(body: KeptBody | null): void {
    this.#body = body;
    this.#read = null;
  }

  /** Takes out what it keeps: a decision holds much else, which would live as long as the trace. */
  decided({ operationId, cause, sideEffects }: Decided, attempt: number): void {
    this.#operationId = operationId;
    this.#cause = cause;
    this.#sideEffects = sideEffects;
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
    this.#respondedAt = at;
    this.#read = null;
  }

  /** The first end counts. */
  end(ending: Ending, at: number): void {
    if (this.#endedAt !== null) return;
    this.#ending = ending;
    this.#endedAt = at;
    this.#read = null;
  }

  get hasEnded(): boolean {
    return this.#endedAt !== null;
  }

  /** About how much memory it takes. */
  get bytes(): number {
    const { url, headers } = this.#beginning.request;
    const response = this.#ending === null || this.#ending.kind === 'no-response' ? null : this.#ending.response;
    const texts = url.length + (this.#body?.text.length ?? 0) + (response?.body?.text.length ?? 0);
    return emptyExchangeBytes + texts + pairsLength(headers) + (response === null ? 0 : fieldsLength(response.fields));
  }

  /** As plain data. */
  get exchange(): Exchange {
    this.#read ??= this.#written();
    return this.#read;
  }

  #written(): Exchange {
    const { id, request, connection } = this.#beginning;
    return {
      id,
      caseId: this.#caseId,
      observer: 'mock',
      operationId: this.#operationId,
      attempt: this.#attempt,
      startedAt: this.#startedAt,
      respondedAt: this.#respondedAt,
      endedAt: this.#endedAt,
      request: { ...request, body: bodyOf(this.#body) },
      outcome: outcomeOf(this.#ending),
      cause: this.#cause,
      sideEffects: this.#sideEffects,
      connection,
      ...(this.#violations === null ? {} : { violations: this.#violations }),
    };
  }
}

function outcomeOf(ending: Ending | null): Outcome | null {
  if (ending === null || ending.kind === 'no-response') return ending;
  return { ...ending, response: responseOf(ending.response) };
}

function responseOf({ status, fields, body }: KeptResponse): RecordedResponse {
  return { status, headers: pairsOf(fields), body: bodyOf(body) };
}

/** The text and the number of bytes are those of the whole body unless it was cut. */
function bodyOf(body: KeptBody | null): RecordedBody | null {
  if (body === null) return null;
  const { text, bytes, sha256 } = body;
  return { text, bytes, sha256: sha256 ?? hash('sha256', text), cut: sha256 !== null };
}

const lengths = new WeakMap<HeaderList, number>();

/** Requests of one connection share their headers, hence they are counted once. */
function pairsLength(headers: HeaderList): number {
  const known = lengths.get(headers);
  if (known !== undefined) return known;
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length;
  lengths.set(headers, length);
  return length;
}

function fieldsLength(fields: readonly string[]): number {
  let length = 0;
  for (const text of fields) length += text.length;
  return length;
}
