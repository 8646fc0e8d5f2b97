import { isoTime } from '../../../clock.ts';
import type { RateLimit } from '../../../contract/index.ts';
import { defaultCaseId } from '../../cases/registry.ts';
import type { CaseOptions, Mock, MockCase, RuleInput } from '../../mock.ts';
import { isUnexpected } from '../../verify/unexpected.ts';
import { done, type Endpoints, shown } from '../control.ts';
import { ControlProblem } from '../problem-details.ts';
import { caseOf } from './find-case.ts';

/** As the document's NewCase. */
interface NewCase extends CaseOptions {
  readonly instructions?: Readonly<Record<string, readonly string[]>>;
  readonly rules?: readonly RuleInput[];
  readonly rateLimits?: readonly (Partial<RateLimit> & { readonly id: string })[];
}

/** Isolated runs of the mock. */
export const caseEndpoints = {
  listCases: (_, { mock }) => shown({ cases: mock.cases.map((open) => describe(open, mock)) }),
  openCase({ body }, { mock }) {
    const opened = open(mock, (body ?? {}) as NewCase);
    return shown(describe(opened, mock), 201, { Location: `/cases/${opened.id}` });
  },
  getCase: (request, workshop) => shown(describe(caseOf(request, workshop), workshop.mock)),
  closeCase(request, workshop) {
    const found = caseOf(request, workshop);
    if (found.id === defaultCaseId) found.reset();
    else found.close();
    return done;
  },
  resetCase(request, workshop) {
    caseOf(request, workshop).reset();
    return done;
  },
} as const satisfies Endpoints;

/** With everything in it, or not at all. */
function open(mock: Mock, { instructions = {}, rules = [], rateLimits = [], ...options }: NewCase): MockCase {
  if (options.id !== undefined && mock.cases.some(({ id }) => id === options.id)) throw taken(options.id);
  const opened = mock.openCase(options);
  try {
    opened.replaceRules(rules);
    for (const [operationId, texts] of Object.entries(instructions)) opened.instruct(operationId, texts);
    for (const limit of rateLimits) opened.setRateLimit(limit);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

function taken(id: string): ControlProblem {
  const fix =
    id === defaultCaseId
      ? 'Use it as it is: it is always there.'
      : 'Choose another id, or close the case with DELETE first.';
  return new ControlProblem(409, 'case-open', `Failed to open the case "${id}": it is open already.`, fix);
}

function describe(open: MockCase, { contract }: Mock) {
  const { requestHeaders, caseHeader } = contract.layer.control;
  const trace = open.trace();
  const met = trace.flatMap(({ operationId }) => operationId ?? []);
  return {
    id: open.id,
    url: open.url,
    header: requestHeaders ? { name: caseHeader, value: open.id } : null,
    openedAt: isoTime(open.openedAt),
    ...open.instructions,
    hits: Object.fromEntries(open.rules.flatMap(({ rule, hits }) => (hits === 0 ? [] : [[rule.id, hits]]))),
    attempts: countEach(met),
    unexpected: trace.filter(isUnexpected).length,
    sideEffects: open.sideEffects.length,
  };
}

function countEach(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
