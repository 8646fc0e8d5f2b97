import type { RateLimit } from '../contract/failure-layer.ts';
import { faults } from '../faults/index.ts';
import { categories, policies, retryClasses, sides } from '../retry/index.ts';

/** A parameter type of the Gherkin steps: cucumber's own shape, with one sentence for the catalogue. */
export interface StepParameter {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly regexp: RegExp;
  readonly transformer: (text: string) => unknown;
}

const second = 1000;
const units: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  second,
  minute: 60 * second,
  hour: 3600 * second,
  day: 86_400 * second,
};

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** `2 seconds` in milliseconds. */
export function parseDuration(text: string): number {
  const [amount = '', unit = ''] = text.split(' ');
  const factor = units[unit] ?? units[unit.replace(/s$/, '')];
  if (factor === undefined) throw new Error(`"${text}" is no duration`);
  return Math.round(Number(amount) * factor);
}

/** `1, 2 and 4 seconds`, each in milliseconds. */
function parseDurations(text: string): readonly number[] {
  const unit = text.slice(text.lastIndexOf(' '));
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).map((amount) => parseDuration(`${amount}${unit}`));
}

/** `once`, `twice`, `3 times` as a number. */
export function parseTimes(text: string): number {
  if (text === 'once') return 1;
  return text === 'twice' ? 2 : Number.parseInt(text, 10);
}

/** `first`, `2nd`, counted from 1; `last` is -1. */
export function parseOrdinal(text: string): number {
  if (text === 'last') return -1;
  const word = ordinals.indexOf(text);
  return word === -1 ? Number.parseInt(text, 10) : word + 1;
}

/** Any of the phrases, the longest first, so that none hides behind its own beginning. */
function anyOf(phrases: Iterable<string>): RegExp {
  const escaped = [...phrases].map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(escaped.sort((a, b) => b.length - a.length).join('|'));
}

const faultPhrases = new Map<string, string>(
  Object.values(faults).flatMap(({ name, phrase }) => [
    [phrase, name],
    [`the "${name}" fault`, name],
  ]),
);

const algorithms = {
  'fixed-window': 'a fixed window',
  'sliding-window': 'a sliding window',
  'token-bucket': 'a token bucket',
} satisfies Partial<Record<RateLimit['algorithm'], string>>;

const earlyRetries = {
  allow: 'is forgiven',
  repeat: 'is refused again',
  'restart-window': 'restarts the window',
} satisfies Record<RateLimit['onEarlyRetry'], string>;

const json = /null|true|false|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|\[.*\]|\{.*\}/;

/** A type whose values are a registry's keys, written as the phrases that it gives them. */
function choiceOf(
  name: string,
  summary: string,
  example: string,
  registry: Readonly<Record<string, string>>,
): StepParameter {
  return {
    name,
    summary,
    example,
    regexp: anyOf(Object.values(registry)),
    transformer: (text) => Object.keys(registry).find((key) => registry[key] === text),
  };
}

/** Every type that a step may name in braces. What a scenario covers is read from these, so nothing else may match a status or an operation. */
export const stepParameters: readonly StepParameter[] = [
  {
    name: 'operation',
    summary: 'an operationId of the contract, or a method and a path',
    example: 'listAlerts',
    regexp: /(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) \/\S*|[A-Za-z_][\w./-]*/,
    transformer: (text) => text,
  },
  { name: 'status', summary: 'a status code', example: '429', regexp: /[1-5]\d\d/, transformer: Number },
  {
    name: 'statusClass',
    summary: 'all statuses with the same first digit',
    example: '5XX',
    regexp: /[1-5]XX/,
    transformer: (text) => text,
  },
  {
    name: 'times',
    summary: 'how often',
    example: 'twice',
    regexp: /once|twice|\d+ times/,
    transformer: parseTimes,
  },
  {
    name: 'duration',
    summary: 'a length of time with its unit',
    example: '60 seconds',
    regexp: /\d+(?:\.\d+)? (?:ms|milliseconds?|seconds?|minutes?|hours?|days?)/,
    transformer: parseDuration,
  },
  {
    name: 'durations',
    summary: 'lengths of time, one after the other, in one unit',
    example: '1, 2 and 4 seconds',
    regexp: /\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)* and \d+(?:\.\d+)? (?:ms|seconds|minutes|hours)/,
    transformer: parseDurations,
  },
  {
    name: 'ordinal',
    summary: 'which one, counted from the first of the scenario',
    example: 'last',
    regexp: new RegExp(`${ordinals.join('|')}|last|\\d+(?:st|nd|rd|th)`),
    transformer: parseOrdinal,
  },
  {
    name: 'header',
    summary: 'the name of a header',
    example: 'Retry-After',
    regexp: /[A-Za-z][A-Za-z0-9-]*/,
    transformer: (text) => text,
  },
  {
    name: 'credential',
    summary: 'what the failure layer calls a credential, or the value itself',
    example: 'a valid API key',
    // The value is a JSON string, so that what pasting adds can be seen: "\u00a0", "\"".
    regexp:
      /no (?:API key|token|credential)|the (?:API key|token|credential) "(?:[^"\\]|\\.)*"|(?:an?|the) [^"]*?(?:API key|token|credential)[^"]*?/,
    transformer: (text) => text,
  },
  {
    name: 'fault',
    summary: 'something that is done to a request',
    example: 'a connection reset',
    regexp: anyOf(faultPhrases.keys()),
    transformer: (text) => faultPhrases.get(text),
  },
  choiceOf('retryClass', 'whether and how a failed call may be tried again', 'retryable after a delay', retryClasses),
  choiceOf('category', 'what kind of failure it is', 'throttling', categories),
  choiceOf('side', 'who has the problem', 'provider', sides),
  {
    name: 'cause',
    summary: 'the name of a cause that a diagnosis finds (docs/causes.md)',
    example: 'burst-over-limit',
    regexp: /[a-z]+(?:-[a-z]+)+/,
    transformer: (text) => text,
  },
  {
    name: 'policy',
    summary: 'which table classifies failures',
    example: 'reference',
    regexp: anyOf(policies),
    transformer: (text) => text,
  },
  choiceOf('algorithm', 'how a quota counts', 'a sliding window', algorithms),
  choiceOf(
    'earlyRetry',
    'what becomes of a request that comes before its Retry-After has passed',
    'is refused again',
    earlyRetries,
  ),
  {
    name: 'json',
    summary: 'a value as it stands in JSON',
    example: '"low"',
    regexp: json,
    transformer: (text) => JSON.parse(text) as unknown,
  },
];
