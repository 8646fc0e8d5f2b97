import type { Rule } from '../../../contract/index.ts';
import type { ReplaceOptions, RuleInput } from '../../mock.ts';
import { type ControlRequest, done, type Endpoints, shown } from '../control.ts';
import { caseOf } from './find-case.ts';

/** The rules of all cases, and of one. */
export const ruleEndpoints = {
  listRules: (_, { mock }) => shown({ rules: mock.rules.map((state) => ({ ...state, rule: printRule(state.rule) })) }),
  replaceRules: (request, { mock }) => replace(request, mock.replaceRules),
  restoreRules(_, { mock }) {
    mock.restoreRules();
    return done;
  },
  listCaseRules(request, workshop) {
    const { rules } = caseOf(request, workshop);
    return shown({ rules: rules.map((state) => ({ ...state, rule: printRule(state.rule) })) });
  },
  addCaseRule(request, workshop) {
    const rule = caseOf(request, workshop).inject(inputOf(request.body));
    return shown(printRule(rule), 201);
  },
  replaceCaseRules: (request, workshop) => replace(request, caseOf(request, workshop).replaceRules),
  removeCaseRules(request, workshop) {
    caseOf(request, workshop).replaceRules([]);
    return done;
  },
} as const satisfies Endpoints;

function replace(
  { body, query }: ControlRequest,
  replaceRules: (rules: readonly RuleInput[], options: ReplaceOptions) => readonly Rule[],
) {
  const validateOnly = query['validate'] === 'true';
  const rules = replaceRules((body as { rules: readonly unknown[] }).rules.map(inputOf), { validateOnly });
  return shown({ rules: rules.map(printRule), replaced: !validateOnly });
}

/** The document's Rule: the same, but that what isn't said may also be null. */
function inputOf(body: unknown): RuleInput {
  const { respond, fault, ...rest } = body as Omit<RuleInput, 'respond' | 'fault'> & {
    readonly respond?: RuleInput['respond'] | null;
    readonly fault?: RuleInput['fault'] | null;
  };
  return { ...rest, ...(respond == null ? {} : { respond }), ...(fault == null ? {} : { fault }) };
}

/** So that it can be sent back as it is. */
function printRule({ place: _, fault, ...rule }: Rule) {
  return { ...rule, fault: fault === null ? null : { name: fault.name, ...fault.options } };
}
