import type { Phrase } from './phrase.ts';

/** A scenario that was rehearsed, or that needs no rehearsal: what its block is made of. */
export interface Scenario {
  /** Names its block together with the operation. */
  readonly kind: string;
  /** With placeholders of its phrases. */
  readonly title: string;
  /** Beside the operation's, which stands at the rule. */
  readonly tags: readonly string[];
  readonly phrases: readonly Phrase[];
}

/** A declared response that no scenario provokes, with the reason. */
export interface Unprovoked {
  readonly operation: string;
  readonly failure: string;
  readonly reason: string;
}

/** An answer of the mock that isn't what the document says: the scenario leaves that out. */
export interface Deviation {
  readonly operation: string;
  readonly status: number;
  readonly what: string;
}
