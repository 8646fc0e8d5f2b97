import type { Runbook } from '../diagnosis/runbooks/index.ts';
import { runbookFor, runbooks } from '../diagnosis/runbooks/index.ts';
import { type Effect, effectOf, faults, parseFault, resolveHeaders } from '../faults/index.ts';
import { Problem } from '../problem.ts';
import { canonicalCode, knownSynonyms, namedCodes, type Signal } from '../retry/index.ts';
import { suggest } from '../suggest.ts';

/** A failure that a person named, as the part of a signal that it stands for. */
export type Symptom = Pick<Signal, 'status' | 'headers'> & Partial<Pick<Signal, 'errorCode' | 'phase'>>;

export interface Subject {
  /** As it is printed: `429`, `connection-reset`, `rate-limiting`. */
  readonly label: string;
  readonly symptom: Symptom;
  readonly runbook: Runbook | undefined;
}

/** Reads what is to be explained: a status, a runbook's name, a fault by any of its names, or an error code. */
export function readSubject(what: string, now: number): Subject {
  return readStatus(what) ?? readRunbook(what, now) ?? readErrorCode(what) ?? readFault(what, now) ?? refuse(what);
}

/** What an error code alone stands for. */
export function subjectOfCode(code: string): Subject {
  return { label: code, symptom: { status: null, headers: {}, errorCode: code }, runbook: runbookOfCode(code) };
}

function readStatus(what: string): Subject | null {
  if (!/^\d+$/.test(what)) return null;
  const status = Number(what);
  if (status < 100 || status > 599) {
    throw new Problem(
      'unknown-status',
      `Failed to explain "${what}": an HTTP status lies between 100 and 599.${suggest(what, statuses)}`,
      'Give a status such as 429, or a name such as rate-limiting.',
    );
  }
  return { label: what, symptom: { status, headers: {} }, runbook: runbookFor(what) };
}

const statuses = Object.values(runbooks).flatMap(({ failures }: Runbook) =>
  failures.filter((failure) => /^\d/.test(failure)),
);

function readRunbook(what: string, now: number): Subject | null {
  const runbook = Object.values(runbooks).find(({ name }) => name === what);
  if (runbook === undefined) return null;
  const first = runbook.failures[0] ?? what;
  const symptom = readStatus(first)?.symptom ?? readFault(first, now)?.symptom;
  return symptom === undefined ? null : { label: `${what} (${first})`, symptom, runbook };
}

function readFault(what: string, now: number): Subject | null {
  try {
    const call = parseFault(what);
    const symptom = symptomOf(effectOf(call), now);
    return {
      label: call.name === what ? what : `${what} (${call.name})`,
      symptom,
      runbook: runbookOfFault(call.name, symptom),
    };
  } catch (error) {
    if (error instanceof Problem && error.code === 'unknown-fault') return null;
    throw error;
  }
}

function runbookOfFault(name: string, { status }: Symptom): Runbook | undefined {
  return runbookFor(name) ?? (status === null ? undefined : runbookFor(String(status)));
}

/** What a client sees of an effect, in undici's words. */
function symptomOf(effect: Effect, now: number): Symptom {
  switch (effect.kind) {
    case 'status':
      return { status: effect.status, headers: resolveHeaders(effect.headers, now) };
    case 'reset':
      return broken('ECONNRESET', effect.afterBytes !== null);
    case 'close':
      return broken('UND_ERR_SOCKET', effect.afterBytes !== null);
    case 'hang':
      return broken('TIMEOUT', effect.afterBytes !== null);
    case 'delay':
    case 'drip':
      return broken('TIMEOUT', effect.kind === 'drip');
    case 'malformed-chunk':
      return broken('HPE_INVALID_CHUNK_SIZE', true);
    case 'garbage':
      return broken('HPE_INVALID_CONSTANT', false);
    case 'refuse':
      return { status: null, headers: {}, errorCode: 'ECONNREFUSED', phase: 'connect' };
    case 'rewrite':
      return { status: 200, headers: {}, errorCode: 'UNREADABLE_BODY', phase: 'body' };
    default:
      return effect satisfies never;
  }
}

function broken(errorCode: string, inBody: boolean): Symptom {
  return { status: inBody ? 200 : null, headers: {}, errorCode, phase: inBody ? 'body' : 'response' };
}

function readErrorCode(what: string): Subject | null {
  const code = canonicalCode(what);
  const known = namedCodes.some((named) =>
    named.endsWith('*') ? code.startsWith(named.slice(0, -1)) : named === code,
  );
  return known ? subjectOfCode(what) : null;
}

const failureOfCode: readonly (readonly [RegExp, failure: string])[] = [
  [/^ECONNREFUSED$/, 'refused-connection'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/, 'connection-reset'],
  [/^(TIMEOUT|ETIMEDOUT|UND_ERR_\w+_TIMEOUT)$/, 'hang'],
  [/^HPE_/, 'garbage'],
];

function runbookOfCode(code: string): Runbook | undefined {
  const failure = failureOfCode.find(([pattern]) => pattern.test(canonicalCode(code)))?.[1];
  return failure === undefined ? undefined : runbookFor(failure);
}

function refuse(what: string): never {
  const names = [...Object.keys(runbooks), ...Object.keys(faults)];
  const codes = [...namedCodes.filter((code) => !code.endsWith('*')), ...knownSynonyms];
  throw new Problem(
    'unknown-failure',
    `Failed to explain "${what}": it is no status, runbook, fault or error code.${suggest(what, [...names, ...codes])}`,
    `Give a status such as 429, an error code such as ECONNRESET, or one of: ${[...new Set(names)].join(', ')}.`,
  );
}
