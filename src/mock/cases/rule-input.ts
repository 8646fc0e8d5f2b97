import { type Contract, declaredResponse, type Operation } from '../../contract/contract.ts';
import type { FaultCall, Respond, Rule, When } from '../../contract/failure-layer.ts';
import { matching, responding, whenever } from '../../contract/index.ts';
import { effectOf, faultNamed, parseFault } from '../../faults/index.ts';
import { type Place, Problem, problemsOf, throwProblems } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { RuleInput } from '../mock.ts';

/** The rule with its defaults; throws all that is wrong with it at once. */
function completeRule(input: RuleInput & { readonly id: string }, contract: Contract, others: readonly Rule[]): Rule {
  const { respond, fault: spec, match, when, ...rest } = input;
  const fault = spec === undefined ? null : parseFault(spec);
  refuseListenerFault(fault, null);
  const rule: Rule = {
    summary: null,
    phase: 'before',
    delay: null,
    expect: null,
    enabled: true,
    ...rest,
    match: matching(match),
    when: whenever(when),
    respond: respond == null ? null : responding(respond),
    fault,
    acts: input.acts ?? placeOf(fault, respond ?? null),
    place: {},
  };
  throwProblems([...problemsWithRule(rule, others), ...problemsWithTarget(rule, contract)]);
  return rule;
}

/** Several rules, each with its defaults; throws all that is wrong with all of them at once. */
export function completeRules(
  inputs: readonly (RuleInput & { readonly id: string })[],
  contract: Contract,
  others: readonly Rule[],
): readonly Rule[] {
  const rules: Rule[] = [];
  const problems = inputs.flatMap((input) => {
    try {
      rules.push(completeRule(input, contract, [...others, ...rules]));
      return [];
    } catch (error) {
      const found = problemsOf(error);
      if (found.length === 0) throw error;
      return found;
    }
  });
  throwProblems(problems);
  return rules;
}

const gatewayStatuses = [502, 503, 504];

function placeOf(fault: FaultCall | null, respond: Pick<Respond, 'status'> | null): Rule['acts'] {
  const effect = fault === null ? null : effectOf(fault);
  const status = respond?.status ?? (effect?.kind === 'status' ? effect.status : null);
  if (status !== null) return gatewayStatuses.includes(status) ? 'infrastructure' : 'backend';
  return fault === null ? 'backend' : (faultNamed(fault.name)?.acts ?? 'backend');
}

function problem(id: string, code: string, why: string, fix: string): Problem {
  return new Problem(code, `Failed to add the rule "${id}": ${why}.`, fix);
}

function problemsWithRule(
  { id, respond, fault, delay, when, phase }: Rule,
  others: readonly Rule[],
): readonly Problem[] {
  const effects = [respond, fault].filter((effect) => effect !== null).length;
  const wrong: readonly (readonly [boolean, code: string, why: string, fix: string])[] = [
    [
      others.some((other) => other.id === id),
      'duplicate-rule',
      'a rule of that name is there already',
      'Give it another id.',
    ],
    [effects > 1, 'two-effects', 'it has both respond and fault', 'Keep one of them.'],
    [effects === 0 && delay === null, 'no-effect', 'it has neither respond, fault nor delay', 'Say what happens.'],
    [
      effects === 0 && phase === 'after',
      'no-effect',
      'phase "after" needs something that takes the place of the answer',
      'Add respond or fault.',
    ],
    [countsWrongly(when), 'wrong-when', 'skip counts from 0, times and every from 1', 'Mend its "when".'],
    [
      when.untilMs !== null && when.untilMs <= (when.fromMs ?? 0),
      'wrong-when',
      'it ends before it begins',
      'Give "untilMs" a later time than "fromMs".',
    ],
  ];
  return wrong.filter(([holds]) => holds).map(([, code, why, fix]) => problem(id, code, why, fix));
}

function countsWrongly({ skip, times, every }: When): boolean {
  return skip < 0 || (times ?? 1) < 1 || (every ?? 1) < 1;
}

function problemsWithTarget({ id, match, respond, when }: Rule, contract: Contract): readonly Problem[] {
  const unknown = (match.operations ?? []).filter((name) => contract.operation(name) === undefined);
  const problems = unknown.map((name) => unknownOperation(name, contract, `add the rule "${id}"`));
  if (when.probability !== null && contract.layer.seed === null) {
    problems.push(problem(id, 'no-seed', 'a probability needs a seed', 'Set "seed" in the failure layer.'));
  }
  if (respond === null || unknown.length > 0) return problems;
  const targets = match.operations?.flatMap((name) => contract.operation(name) ?? []) ?? contract.operations;
  const undeclared = targets.filter((operation) => declaredResponse(operation, respond.status) === undefined);
  const lacking = match.operations === null && undeclared.length < targets.length ? [] : undeclared;
  return [
    ...problems,
    ...lacking.map((operation) => undeclaredStatus(id, operation, respond.status)),
    ...lies(id, targets, respond),
  ];
}

function undeclaredStatus(id: string, { id: operation, responses }: Operation, status: number): Problem {
  const declared = responses.map((response) => response.status);
  return problem(
    id,
    'undeclared-status',
    `"${operation}" declares no response ${status}`,
    `Use a declared status (${declared.join(', ')}), or the fault { name: "status", status: ${status} }.${suggest(String(status), declared)}`,
  );
}

/** A body that the document's own schema for the status refuses. */
function lies(id: string, targets: readonly Operation[], { status, body }: Respond): readonly Problem[] {
  if (body === undefined || body === null) return [];
  return targets.flatMap((operation) => {
    const contents = [...(declaredResponse(operation, status)?.content ?? [])];
    const [violation] = contents.find(([type]) => type.includes('json'))?.[1].validate(body) ?? [];
    if (violation === undefined) return [];
    const why = `its body breaks the schema that "${operation.id}" declares for ${status}: ${violation.at} ${violation.message}`;
    return [problem(id, 'lying-body', why, 'Make the body fit, or change the document.')];
  });
}

/** Throws unless the contract serves that operation. */
export function checkOperation(id: string, contract: Contract, purpose: string): void {
  if (contract.operation(id) === undefined) throw unknownOperation(id, contract, purpose);
}

function unknownOperation(id: string, { operations, excluded }: Contract, purpose: string): Problem {
  const names = operations.map((operation) => operation.id);
  const left = excluded.some((operation) => operation.id === id)
    ? 'it was left out of the contract'
    : 'no operation has that id';
  const fix = names.length > 20 ? `Use an operationId of the document.` : `Use one of: ${names.join(', ')}.`;
  return new Problem('unknown-operation', `Failed to ${purpose} for "${id}": ${left}.${suggest(id, names)}`, fix);
}

/** A request that was read can't be refused any more: throws for a fault of the listener. */
export function refuseListenerFault(call: FaultCall | null, place: Place | null): void {
  if (call === null || effectOf(call).kind !== 'refuse') return;
  throw new Problem(
    'listener-fault',
    `Failed to inject "${call.name}": a request that has been read can't be refused.`,
    'Refuse connections for a time instead: case.refuseConnections(ms), or a rule of the failure layer without match, with when { fromMs, untilMs }.',
    place === null ? {} : { place },
  );
}
