import { spellOut } from './spell-out.ts';

/** Where a problem stands: a file, a line and column counted from 1, and a JSON pointer into the document. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/** What a command's process ends with; when several hold, `worstExit` says which counts. */
export const exitCodes = {
  kept: 0,
  broken: 1,
  usage: 2,
  unreachable: 3,
  gate: 4,
  nothingRan: 5,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const precedence: readonly ExitCode[] = [2, 3, 5, 1, 4, 0];

/** The exit code that counts when several hold: the first of 2, 3, 5, 1, 4. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  return precedence.find((code) => codes.includes(code)) ?? exitCodes.kept;
}

export interface ProblemOptions {
  readonly place?: Place;
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/**
 * The one error meant for a person: what failed and why, where, and what to do about it.
 *
 * `message` reads "Failed to <verb> <thing>: <why>." and carries the value in quotes;
 * `fix` is one imperative sentence. Whatever is thrown and is no `Problem` is a defect of Faultline.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly fix: string;
  readonly place: Place;
  readonly exitCode: ExitCode;

  constructor(code: string, message: string, fix: string, options: ProblemOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.fix = fix;
    this.place = options.place ?? {};
    this.exitCode = options.exitCode ?? exitCodes.usage;
  }
}

/** Every problem found at once, so that a person mends them in one go. */
export class Problems extends Error {
  override readonly name = 'Problems';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => printProblem(problem)).join('\n'));
    this.problems = problems;
  }

  get exitCode(): ExitCode {
    return worstExit(this.problems.map((problem) => problem.exitCode));
  }
}

/** Throws all of them together, or nothing when there is none. */
export function throwProblems(problems: readonly Problem[]): void {
  const [only, ...others] = problems;
  if (only === undefined) return;
  throw others.length === 0 ? only : new Problems(problems);
}

/** The problems an error carries; none when it isn't meant for a person. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Problem) return [error];
  return error instanceof Problems ? error.problems : [];
}

/** `file:line:column pointer`, as far as it is known. */
function printPlace({ file, line, column, pointer }: Place): string {
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  return [position, pointer].filter((part) => part !== undefined && part !== '').join(' ');
}

/** A problem in two lines: where and what, then what to do. What a terminal would act on is spelt out. */
export function printProblem(problem: Problem): string {
  const place = printPlace(problem.place);
  return spellOut(`${place === '' ? '' : `${place}\n  `}${problem.message}\n  ${problem.fix}`);
}
