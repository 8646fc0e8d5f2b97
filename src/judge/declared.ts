import type { Declared } from '../checks/observation.ts';
import { Problem, throwProblems } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** A client that states nothing about itself. */
export const nothingDeclared: Declared = {
  retries: null,
  maxAttempts: null,
  deadlineMs: null,
  timeoutMs: null,
  maxBackoffMs: null,
};

type Reader = (text: string) => Partial<Declared> | null;

const whole = (text: string) => (/^\d+$/.test(text) && Number(text) > 0 ? Number(text) : null);

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000 };

/** `500ms`, `2s`, `1.5 s`, `2min`; a bare number is in milliseconds. */
function duration(text: string): number | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min)?$/.exec(text) ?? [];
  return amount === undefined ? null : Number(amount) * (unitMs[unit ?? 'ms'] ?? 1);
}

const isTruth = (text: string) => /^(?:true|false)$/.test(text);

const limits: Readonly<Record<string, Reader>> = {
  retries: (text) => (isTruth(text) ? { retries: text === 'true' } : null),
  idempotentWrites: (text) => (isTruth(text) ? { idempotentWrites: text === 'true' } : null),
  maxAttempts: (text) => member('maxAttempts', whole(text)),
  deadline: (text) => member('deadlineMs', duration(text)),
  timeout: (text) => member('timeoutMs', duration(text)),
  maxBackoff: (text) => member('maxBackoffMs', duration(text)),
};

const truths = new Set(['retries', 'idempotentWrites']);

function member<Name extends keyof Declared>(name: Name, value: Declared[Name]): Partial<Declared> | null {
  return value === null ? null : { [name]: value };
}

/** What may be declared, for help and docs. */
export const limitNames = Object.keys(limits);

/** Reads what a client states of itself: `maxAttempts=3`, `deadline=30s`. Throws all that is wrong with it. */
export function readDeclared(texts: readonly string[]): Declared {
  const read = texts.map((text) => readOne(text));
  throwProblems(read.filter((one) => one instanceof Problem));
  return Object.assign({}, nothingDeclared, ...read) as Declared;
}

function readOne(text: string): Partial<Declared> | Problem {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  const reader = Object.hasOwn(limits, name) ? limits[name] : undefined;
  if (reader === undefined) {
    const why = `nothing of that name can be declared.${suggest(name, limitNames)}`;
    return new Problem('unknown-limit', `Failed to declare "${text}": ${why}`, `Use one of: ${limitNames.join(', ')}.`);
  }
  const wanted = truths.has(name)
    ? 'true or false'
    : name === 'maxAttempts'
      ? 'a whole number from 1'
      : 'a time such as 500ms, 30s or 2min';
  return (
    reader(value.trim()) ??
    new Problem('wrong-limit', `Failed to declare "${text}": "${value}" is no value for it.`, `Give ${name} ${wanted}.`)
  );
}
