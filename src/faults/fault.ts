import type { Delay } from '../contract/failure-layer.ts';
import type { RetryClass } from '../retry/classification.ts';
import type { NamedBody } from './error-bodies.ts';

/**
 * What happens on the wire, as plain data that the mock's socket adapter carries out.
 * Everything but `rewrite` replaces or cuts the answer that the API would have given.
 */
export type Effect =
  /** An answer with this status in the API's error body, or in another one. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: NamedBody;
    }
  /** A real RST, before a byte or after `afterBytes` of the body. */
  | { readonly kind: 'reset'; readonly afterBytes: number | null }
  /** FIN, before a byte or after `afterBytes` of the body while more was announced. */
  | { readonly kind: 'close'; readonly afterBytes: number | null }
  /** Nothing more, for `forMs` (then the answer goes on) or until the client leaves; after `afterBytes` of the body, or before the headers. */
  | { readonly kind: 'hang'; readonly afterBytes: number | null; readonly forMs: number | null }
  /** A body whose chunk framing is broken. */
  | { readonly kind: 'malformed-chunk' }
  /** Bytes that are no HTTP, then FIN. */
  | { readonly kind: 'garbage' }
  /** The answer, later. */
  | { readonly kind: 'delay'; readonly delay: Delay }
  /** The body in pieces, spread evenly over `totalMs`. */
  | { readonly kind: 'drip'; readonly chunks: number; readonly totalMs: number }
  /** The listener closes for so long: connections are refused. */
  | { readonly kind: 'refuse'; readonly forMs: number }
  /** The answer's own body or headers, changed. */
  | {
      readonly kind: 'rewrite';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: 'cut-json' | 'empty' | 'html' | 'same';
    };

export interface FaultOption {
  readonly name: string;
  readonly summary: string;
  /** JSON Schema of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default?: unknown;
}

/** One thing that can be done to a request. The unit holds everything that is said about it anywhere. */
export interface Fault<Name extends string = string> {
  readonly name: Name;
  readonly summary: string;
  readonly reference: string;
  /** WireMock's constant, where it has one. */
  readonly wiremock: string | null;
  /** Gherkin phrase with its article: "a connection reset". */
  readonly phrase: string;
  /** Instruction strings (storage-testbench's grammar), e.g. `return-broken-stream-after-1K`; null when it isn't one of this fault's. */
  readonly parseInstruction: (text: string) => Readonly<Record<string, unknown>> | null;
  /** An instruction string to show in help and docs. */
  readonly instruction: string;
  readonly options: readonly FaultOption[];
  /** `infrastructure`: acts before authentication. */
  readonly acts: 'infrastructure' | 'backend';
  /** A transport fault is a column of its own in the report's matrix; the others show as their status. */
  readonly transport: boolean;
  /** `reused-connection`: acts only on a connection that has carried a request before; default: on any request. */
  readonly needs?: 'reused-connection';
  /** What `fetch` and `node:http` see, as the docs table says it. */
  readonly seen: { readonly fetch: string; readonly nodeHttp: string };
  /** The retry class of the failure it causes for an idempotent request under the `standard` policy; null when it depends on the options. */
  readonly class: RetryClass | null;
  /** Pure: the same options always give the same effect. */
  effect(options: Readonly<Record<string, unknown>>): Effect;
}

/** Shapes a fault so that its name stays a literal. */
export function defineFault<const Name extends string>(fault: Fault<Name>): Fault<Name> {
  return fault;
}
