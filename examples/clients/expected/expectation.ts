/** What judging an example client is expected to come to. */
export interface ExpectedClient {
  readonly name: string;
  /** With which the verdicts were seen and checked against its source. */
  readonly version: string;
  /** How it is set up, in a few words. */
  readonly about: string;
  readonly driver: 'command' | 'jsonl';
  readonly command: readonly string[];
  /** What its documentation says of it: limits that it is held to. */
  readonly declare: readonly string[];
  /** By id of the check. */
  readonly verdicts: Readonly<Record<string, Expectation>>;
}

/** One verdict; what is broken or warned of says where in the client's source or documentation that can be read. */
export type Expectation =
  | { readonly verdict: 'kept' }
  | { readonly verdict: 'untested'; readonly subtype: string }
  | { readonly verdict: 'broken' | 'warned'; readonly subtype: string | null; readonly source: string };

export const kept: Expectation = { verdict: 'kept' };

export const untested = (subtype: string): Expectation => ({ verdict: 'untested', subtype });

export const broken = (subtype: string | null, source: string): Expectation => ({ verdict: 'broken', subtype, source });

export const warned = (subtype: string | null, source: string): Expectation => ({ verdict: 'warned', subtype, source });
