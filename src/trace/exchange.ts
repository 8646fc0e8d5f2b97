/** Header fields as they stood on the wire: names as sent, repeated fields repeated. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A body as it is kept: cut to a bound, with its true size and hash. */
export interface RecordedBody {
  readonly text: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly cut: boolean;
}

export interface RecordedRequest {
  readonly method: string;
  /** Absolute URL as the client would write it, without a case prefix. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: RecordedBody | null;
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: RecordedBody | null;
}

/** How far a call had come when it broke. */
export type Phase = 'connect' | 'request' | 'response' | 'body';

/** What became of one exchange, as its observer saw it. */
export type Outcome =
  | { readonly kind: 'response'; readonly response: RecordedResponse }
  /** Headers came, the body didn't, or not whole. */
  | {
      readonly kind: 'broken-body';
      readonly response: RecordedResponse;
      readonly code: string;
      readonly message: string;
    }
  /** No status line came back. `code` is the machine's word (`ECONNRESET`), `TIMEOUT` when the client gave up waiting. */
  | { readonly kind: 'no-response'; readonly code: string; readonly message: string; readonly phase: Phase };

/** Which part of the mock decided this exchange. */
export type CauseKind =
  | 'route'
  | 'size'
  | 'credentials'
  | 'scope'
  | 'quota'
  | 'media-type'
  | 'validation'
  | 'resource'
  | 'rule'
  | 'instruction'
  | 'preference'
  | 'upstream'
  | 'mock';

export interface Cause {
  readonly kind: CauseKind;
  /** One line for a person: why the mock answered as it did. */
  readonly summary: string;
  readonly ruleId?: string;
  /** Name of the fault that was injected, e.g. `connection-reset` or `status`. */
  readonly fault?: string;
  /** Milliseconds by which the client came back before its `Retry-After` had passed. */
  readonly retriedEarlyByMs?: number;
}

/** What a request changed in the mock's stored resources. */
export interface SideEffect {
  readonly collection: string;
  readonly change: 'created' | 'replaced' | 'updated' | 'deleted';
  readonly id: string;
}

export interface Connection {
  readonly id: number;
  /** Whether an earlier request had used the same socket. */
  readonly reused: boolean;
  /** Counted from 1. */
  readonly requestIndex: number;
}

/** One request on the wire and what came back, as plain data. Times are clock milliseconds since the epoch. */
export interface Exchange {
  /** The request id that client and mock share (`X-Request-Id`). */
  readonly id: string;
  readonly caseId: string;
  readonly observer: 'mock' | 'client';
  readonly operationId: string | null;
  /** Counted from 1: by the client within one logical call, by the mock within its case and operation. */
  readonly attempt: number;
  readonly startedAt: number;
  /** When the status line came or went; null when there was none. */
  readonly respondedAt: number | null;
  /** Null while the exchange is still open. */
  readonly endedAt: number | null;
  readonly request: RecordedRequest;
  readonly outcome: Outcome | null;
  /** Only the mock knows these. */
  readonly cause: Cause | null;
  readonly sideEffects: readonly SideEffect[];
  readonly connection: Connection | null;
  /** What in the request or the answer broke the document, where the mock stands before a real API. */
  readonly violations?: readonly string[];
}

/** The first value of a header, whatever the case of its name. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}

/** The status of an exchange, or null when no status line came. */
export function statusOf({ outcome }: Pick<Exchange, 'outcome'>): number | null {
  return outcome === null || outcome.kind === 'no-response' ? null : outcome.response.status;
}

/** Whether it ended with a status of 400 or more, or without an answer; one that has not ended has not failed. */
export function isFailure({ outcome }: Exchange): boolean {
  return outcome !== null && (outcome.kind !== 'response' || outcome.response.status >= 400);
}
