import { type Runbook, runbookFor, runbooks } from '../diagnosis/index.ts';
import { classifyRetry, policies, retryClasses, sides } from '../retry/index.ts';
import type { Painter } from './paint.ts';

/** Statuses and error codes that the quick reference lists, in its order. */
const failures: readonly (number | string)[] = [
  400,
  401,
  403,
  404,
  405,
  408,
  409,
  410,
  415,
  422,
  429,
  500,
  501,
  502,
  503,
  504,
  'ECONNREFUSED',
  'ECONNRESET',
  'TIMEOUT',
  'ENOTFOUND',
];

const successes: readonly (readonly [string, string])[] = [
  ['200', 'it worked, and the answer holds data'],
  ['201', 'something was created (POST, PUT)'],
  ['204', 'it worked, and there is nothing to send back'],
];

interface Row {
  readonly failure: string;
  readonly side: string;
  /** By policy, for a GET. */
  readonly classes: readonly string[];
  readonly runbook: string;
}

/** Success codes, what each failure means for a repeat under both policies, and the runbooks. */
export function renderQuickReference(paint: Painter): string {
  const rows = failures.map(rowOf);
  const widths = [12, 9, ...policies.map(() => 26)];
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' ')}`.trimEnd();
  const books = Object.values<Runbook>(runbooks).map(({ name, summary }) => `  ${name.padEnd(28)} ${summary}`);
  return [
    paint.bold('It worked'),
    ...successes.map(([status, says]) => line([status, says])),
    '',
    paint.bold('It failed: 4xx is mostly my side, 5xx theirs'),
    paint.dim(line(['', 'side', ...policies.map((policy) => `retry (${policy})`), 'runbook'])),
    ...rows.map(({ failure, side, classes, runbook }) => line([failure, side, ...classes, runbook])),
    '',
    paint.bold('Which flow to follow'),
    '  1. Read the status. 4xx: mend the request or the credential, or slow down (429). 5xx: repeat with backoff, then the provider.',
    '  2. Read the message: it mostly says what is wrong.',
    '  3. Make the same call outside of the platform: works there, so it is the configuration; fails there too, so it is the key or the API.',
    `  ${paint.dim('faultline diagnose does these steps on a recording.')}`,
    '',
    paint.bold('Runbooks'),
    ...books,
    '',
    paint.dim('faultline explain 429 says more, for a POST with --method POST.'),
    '',
  ].join('\n');
}

/** The same as data. */
export function quickReference(): readonly Row[] {
  return failures.map(rowOf);
}

function rowOf(failure: number | string): Row {
  const signal =
    typeof failure === 'number' ? { status: failure } : { status: null, errorCode: failure, phase: phaseOf(failure) };
  const found = policies.map((policy) => classifyRetry({ method: 'GET', headers: {}, ...signal }, policy));
  const side = found[0]?.side ?? null;
  return {
    failure: String(failure),
    side: side === null ? '' : sides[side],
    classes: found.map((one) => retryClasses[one.class]),
    runbook: (runbookFor(String(failure)) ?? runbookFor(faultOf(failure)))?.name ?? '',
  };
}

function phaseOf(code: string): 'connect' | 'response' {
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' ? 'connect' : 'response';
}

function faultOf(failure: number | string): string {
  return (
    {
      ECONNREFUSED: 'refused-connection',
      ECONNRESET: 'connection-reset',
      TIMEOUT: 'timeout',
      ENOTFOUND: 'connection-lost',
    }[failure] ?? ''
  );
}
