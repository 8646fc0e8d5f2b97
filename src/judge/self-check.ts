import type { Probe } from '../checks/check.ts';
import { type Exchange, headerOf, statusOf } from '../trace/exchange.ts';
import { type Bench, type Observed, observe, pathOf } from './observe.ts';
import type { PlannedRequest } from './requests.ts';

/** Whether a driver does what it is asked, before anything is blamed on its client. */
export interface SelfCheck {
  readonly method: 'GET' | 'POST';
  /** Null: the call arrived as it was asked for, and was answered. */
  readonly trouble: SelfCheckTrouble | null;
  /** Whether what the driver says of a call can be believed. */
  readonly reports: boolean;
  readonly observed: Observed;
}

/** Why nothing can be judged, and what to do. */
export interface SelfCheckTrouble {
  readonly kind: 'not-started' | 'never-called' | 'wrong-call' | 'refused';
  readonly message: string;
  readonly fix: string;
}

const patienceMs = 30_000;

/** One plain call without any failure. */
export async function selfCheck(bench: Bench, planned: PlannedRequest): Promise<SelfCheck> {
  const method = planned.operation.method === 'POST' ? 'POST' : 'GET';
  const before = strayCount(bench);
  const observed = await observe(bench, plainCall(method), planned);
  const trouble = troubleOf(observed, planned, strayCount(bench) - before);
  const report = observed.observation.calls[0]?.report ?? null;
  return { method, trouble, reports: report?.ok === true, observed };
}

function plainCall(method: 'GET' | 'POST'): Probe {
  return {
    name: `self-check-${method.toLowerCase()}`,
    summary: `a plain ${method} that succeeds`,
    method,
    instructions: [],
    always: null,
    watchMs: patienceMs,
  };
}

/** Requests that went to no case: the client left the prefix of its base URL away. */
function strayCount({ mock }: Bench): number {
  return mock.cases.find(({ id }) => id === 'default')?.trace().length ?? 0;
}

function troubleOf(observed: Observed, planned: PlannedRequest, outside: number): SelfCheckTrouble | null {
  const { observation, strays } = observed;
  const attempts = observation.calls[0]?.attempts ?? [];
  const [first] = attempts;
  if (observation.trouble?.kind === 'not-started') return notStarted(observation.trouble.message);
  if (first === undefined) return nothingCame(observed, planned, strays, outside);
  // Whoever is refused may well ask again: what is to be mended is the refusal.
  const wrong = differenceOf(first, planned) ?? refusalOf(first);
  if (wrong !== null) return wrong;
  return attempts.length > 1 ? tooMany(attempts, planned) : disbelief(observed);
}

function notStarted(message: string): SelfCheckTrouble {
  return {
    kind: 'not-started',
    message,
    fix: 'Give a program that this machine can run, with its arguments, behind "--".',
  };
}

const asked = ({ operation, path }: PlannedRequest) => `${operation.method} ${path}`;

function nothingCame(
  { output, observation }: Observed,
  planned: PlannedRequest,
  strays: readonly string[],
  outside: number,
): SelfCheckTrouble {
  const [stray] = strays;
  if (stray !== undefined) {
    return {
      kind: 'wrong-call',
      message: `The client was asked for ${asked(planned)}, but ${stray} came.`,
      fix: 'Use the method and the path that the call names: FAULTLINE_METHOD and FAULTLINE_PATH, or {method} and {path}.',
    };
  }
  if (outside > 0) {
    return {
      kind: 'wrong-call',
      message: `The client was asked for ${asked(planned)} below its base URL, but called the mock without the path of that URL.`,
      fix: 'Keep the whole base URL (FAULTLINE_BASE_URL, or {baseUrl}), its path included, in front of every path.',
    };
  }
  const ended = observation.window.end === 'client-ended' ? 'ended' : `didn't end within ${patienceMs / 1000} s`;
  const said = output === '' ? '' : ` It said: ${output}`;
  return {
    kind: 'never-called',
    message: `The client ${ended} and sent no request.${said}`,
    fix: 'Have it call the address in FAULTLINE_URL, or put {url} into its arguments.',
  };
}

function tooMany(attempts: readonly Exchange[], planned: PlannedRequest): SelfCheckTrouble {
  return {
    kind: 'wrong-call',
    message: `The client was asked for one call of ${asked(planned)}, which succeeded at once; ${attempts.length} requests came.`,
    fix: 'Make one call each time, so that a second request can only be a retry.',
  };
}

/** What of the request isn't as it was asked for. */
function differenceOf({ request }: Exchange, planned: PlannedRequest): SelfCheckTrouble | null {
  const came = pathOf(request.url);
  if (!samePath(came, planned.path)) {
    return {
      kind: 'wrong-call',
      message: `The client was asked for ${asked(planned)}, but called ${request.method} ${came}.`,
      fix: 'Call the address in FAULTLINE_URL as it stands, its query included.',
    };
  }
  if (planned.body === null || sameBody(planned.body, request.body?.text ?? '')) return null;
  return {
    kind: 'wrong-call',
    message: `The client was asked to send the body ${planned.body}, but sent ${request.body?.text ?? 'none'}.`,
    fix: 'Send FAULTLINE_BODY, or {body}, as the request body.',
  };
}

function samePath(came: string, wanted: string): boolean {
  const [one, other] = [came, wanted].map((path) => new URL(path, 'http://localhost'));
  if (one === undefined || other === undefined || one.pathname !== other.pathname) return false;
  return [...other.searchParams].every(([name, value]) => one.searchParams.getAll(name).includes(value));
}

function sameBody(wanted: string, came: string): boolean {
  if (wanted === came) return true;
  try {
    return JSON.stringify(sorted(JSON.parse(wanted))) === JSON.stringify(sorted(JSON.parse(came)));
  } catch {
    return false;
  }
}

/** A client may write the members of an object in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

function refusalOf(exchange: Exchange): SelfCheckTrouble | null {
  const status = statusOf(exchange);
  if (status !== null && status < 300) return null;
  const type = headerOf(exchange.request.headers, 'content-type');
  const sent = type === undefined ? '' : ` It came with Content-Type "${type}".`;
  return {
    kind: 'refused',
    message: `A plain call was answered with ${status ?? 'nothing'}: ${exchange.cause?.summary ?? 'nobody knows why'}.${sent}`,
    fix: 'Send every header of FAULTLINE_HEADERS (JSON), or of FAULTLINE_HEADER_LINES; the credential is among them.',
  };
}

/** A driver that calls a success a failure can't be asked how a call ended. */
function disbelief({ observation, output }: Observed): SelfCheckTrouble | null {
  const call = observation.calls[0];
  if (call?.report?.ok !== false) return null;
  const said = call.report.error ?? output;
  return {
    kind: 'wrong-call',
    message: `The call succeeded, but the client says that it failed${said === '' ? '' : `: ${said}`}.`,
    fix: 'End with exit code 0, or say {"ok": true}, when the call has succeeded.',
  };
}
