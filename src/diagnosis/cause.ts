import { plainWords } from '../plain-words.ts';
import type { Category, RetryClass, Side } from '../retry/classification.ts';
import type { Confidence } from './diagnosis.ts';
import type { Facts } from './facts/index.ts';

/** What a cause found in the facts: how sure it is, and the lines that speak for it. */
export interface Finding {
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
  /** In place of the cause's own, where the facts make it more exact. */
  readonly summary?: string;
  /** In place of the cause's own. */
  readonly next?: readonly string[];
  /** Filled into the explanation beside what is known of every failure. */
  readonly values?: Readonly<Record<string, string>>;
}

/** An exchange that shows a cause, as it would stand on the wire; the cause's test and the docs read it. */
export interface CauseExample {
  /** Where such an exchange comes from: a provider's page, a runtime. */
  readonly from: string;
  /** First line, headers, blank line, body. Default: a plain GET. */
  readonly request?: string;
  readonly response?: string;
  /** `CODE: message`, when no whole answer came. */
  readonly error?: string;
  readonly phase?: 'connect' | 'request' | 'response' | 'body';
  readonly tookMs?: number;
  /** Compared with the alert and user API. */
  readonly contract?: boolean;
  /** Exchanges before it, a second apart: `GET /users/1 → 200`. */
  readonly before?: readonly string[];
}

/** Why a call fails: what gives it away, whose side it is, what to change. One file each. */
export interface Cause<Name extends string = string> {
  /** The file's name. */
  readonly name: Name;
  readonly summary: string;
  readonly side: Side;
  /** RFC section, provider's page or what else defines the sign. */
  readonly reference: string;
  /** What to do, first things first. */
  readonly next: readonly string[];
  /**
   * Two sentences for the client. `{host} {path} {method} {status} {wait} {since} {count} {field}` are filled in; a sentence
   * whose value is unknown is left out.
   */
  readonly explanation: string;
  /** Name of the runbook, where the status alone would open another one. */
  readonly runbook?: string;
  /** Where the status alone would say another one. */
  readonly category?: Category;
  readonly class?: RetryClass;
  /** Causes that say the same less exactly: they come behind this one, however sure they are. */
  readonly refines?: readonly string[];
  /** Told only where no other cause is found. */
  readonly isLastResort?: boolean;
  readonly examples: readonly CauseExample[];
  find(facts: Facts): Finding | null;
}

/** Shapes a cause so that its name stays a literal. */
export function defineCause<const Name extends string>(cause: Cause<Name>): Cause<Name> {
  return cause;
}

/** A machine's field proves it. */
export function proven(...evidence: readonly string[]): Finding {
  return { confidence: 'high', evidence };
}

/** Several signs agree, or one that rarely means anything else. */
export function likely(...evidence: readonly string[]): Finding {
  return { confidence: 'medium', evidence };
}

/** A text or a lone sign hints at it. */
export function possible(...evidence: readonly string[]): Finding {
  return { confidence: 'low', evidence };
}

/** The machine-readable code of the answer that fits, as it stands, in whatever case it is written; null when none does. */
export function codeIn({ answer }: Facts, ...patterns: readonly RegExp[]): string | null {
  return (
    answer?.codes.find((code) => readings(code).some((read) => patterns.some((pattern) => pattern.test(read)))) ?? null
  );
}

/** A code as it stands, as words, by its last part where it stands under `err.`, and without the word error: `api.err.UnknownStation`, `error_key_invalid`. */
function readings(code: string): readonly string[] {
  if (!/err/i.test(code)) return [code, asWords(code)];
  const last = asWords(/(?:^|\.)err(?:or)?s?\.(\w{4,})$/i.exec(code)?.[1] ?? code);
  return [code, asWords(code), last, last.replace(/^err(or)?_(?=\w+_\w)/i, '')];
}

function asWords(code: string): string {
  return plainWords(code).replaceAll(' ', '_');
}

/** The passage of what the answer tells a person that fits, or else a code that says it; null when nothing does. */
export function saidIn({ words, plain, answer }: Facts, ...patterns: readonly RegExp[]): string | null {
  const found = firstOf(patterns, words);
  if (found !== null) return passageOf(words, found.index, found[0].length);
  if (firstOf(patterns, plain) !== null) return passageOf(words, 0, 80);
  return answer?.codes.find((code) => firstOf(patterns, plainWords(code)) !== null) ?? null;
}

function firstOf(patterns: readonly RegExp[], words: string): RegExpExecArray | null {
  return patterns.map((pattern) => pattern.exec(words)).find((found) => found !== null) ?? null;
}

function passageOf(words: string, at: number, length: number): string {
  const from = Math.max(0, at - 30);
  const to = at + length + 50;
  return `${from > 0 ? '…' : ''}${words.slice(from, to).trim()}${to < words.length ? '…' : ''}`;
}

/** Words of an answer that a gateway or a CDN signed as its own prove it; from anybody else they only make it likely. */
export function bySigned(facts: Facts, said: string): Finding {
  const line = `the body says "${said}"`;
  return isSigned(facts) ? proven(line, ...facts.by.marks) : likely(line);
}

/** A gateway or a CDN wrote the answer itself. */
export function isSigned({ by }: Facts): boolean {
  return by.kind === 'gateway' || by.kind === 'edge';
}

/** A header field of the answer; undefined without an answer or without the field. */
export function fieldIn({ answer }: Facts, name: string): string | undefined {
  return answer?.headers[name];
}

/** A code of the answer proves it, its words only make it likely. */
export function byCodeOrWords(
  facts: Facts,
  code: RegExp | readonly RegExp[],
  ...words: readonly RegExp[]
): Finding | null {
  const named = codeIn(facts, ...[code].flat());
  if (named !== null) return proven(`the answer's code is "${named}"`);
  const said = saidIn(facts, ...words);
  return said === null ? null : likely(`the answer says "${said}"`);
}

/** So many calls, in words. */
export function calls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}
