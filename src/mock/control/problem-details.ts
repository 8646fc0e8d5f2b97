import { reasonPhrase } from '../../contract/index.ts';
import { Problem } from '../../problem.ts';
import { suggestionIn } from '../../suggest.ts';
import type { ControlReply } from './control.ts';

/** One thing that is wrong. */
export interface ProblemPart {
  readonly code: string;
  readonly detail: string;
  readonly fix: string;
  readonly suggestion?: string;
  /** JSON pointer into the body, or the name of a parameter. */
  readonly pointer?: string;
}

/** Problem details (RFC 9457); with several parts, each of them under `errors`. */
export function problemReply(
  status: number,
  parts: readonly ProblemPart[],
  headers: Readonly<Record<string, string>> = {},
): ControlReply {
  const [first = unexplained, ...others] = parts;
  const { code, detail, fix, suggestion } = first;
  const body = {
    type: `urn:faultline:problem:${code}`,
    title: reasonPhrase(status),
    status,
    detail: others.length === 0 ? detail : `${detail} And ${others.length} more.`,
    fix,
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(others.length === 0 ? {} : { errors: parts }),
  };
  return { status, headers: { ...headers, 'Content-Type': 'application/problem+json' }, body };
}

const unexplained: ProblemPart = {
  code: 'refused',
  detail: 'The request was refused.',
  fix: 'See GET /openapi.yaml.',
};

/** Raised by an endpoint where the status matters; everything else that a person got wrong is 422. */
export class ControlProblem extends Problem {
  readonly status: number;

  constructor(status: number, code: string, message: string, fix: string) {
    super(code, message, fix);
    this.status = status;
  }
}

const conflicts: ReadonlySet<string> = new Set(['duplicate-rule', 'virtual-clock']);

/** Problems thrown by the mock's own methods, as an answer. */
export function replyToProblems(problems: readonly Problem[]): ControlReply {
  const [first] = problems;
  const own = first instanceof ControlProblem ? first.status : null;
  const conflict = problems.every(({ code }) => conflicts.has(code)) ? 409 : null;
  return problemReply(own ?? conflict ?? 422, problems.map(partOf));
}

function partOf({ code, message, fix }: Problem): ProblemPart {
  const suggestion = suggestionIn(message) ?? suggestionIn(fix);
  return { code, detail: message, fix, ...(suggestion === undefined ? {} : { suggestion }) };
}
