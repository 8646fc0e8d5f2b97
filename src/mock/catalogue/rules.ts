import type { Operation, Rule } from '../../contract/index.ts';
import { effectOf } from '../../faults/index.ts';
import { type Candidate, type CatalogueStep, stepOf } from './entry.ts';
import { byPlainness, fitted, type Samples } from './samples.ts';
import { createStage } from './stage.ts';
import { caseFor } from './validation.ts';

/** So many requests are tried until a rule acts that goes by chance, and so many operations. */
const patience = 100;
const widely = 5;

/** What the rules of the layer do, each on the plainest operation on which it acts. */
export function fromRules(samples: Samples): readonly Candidate[] {
  return samples.contract.layer.rules.filter(({ enabled }) => enabled).map((rule) => fromRule(samples, rule));
}

function fromRule(samples: Samples, rule: Rule): Candidate {
  const meant = samples.contract.operations.filter(({ id }) => rule.match.operations?.includes(id) ?? true);
  const operations = byPlainness(meant).toSorted((one, other) => changes(other, rule) - changes(one, rule));
  const acting = actingOn(samples, rule, operations);
  const operation = acting?.operation ?? operations[0];
  const wantsNothing = Object.keys(rule.match.headers).length === 0 && rule.match.bodyFragment === null;
  return {
    failure: failureOf(rule),
    summary: rule.summary ?? rule.id,
    operation: operation?.id ?? null,
    variants: acting === null ? [] : [acting.steps],
    cause: 'rule',
    ruleId: rule.id,
    start: wantsNothing && !needsFreshCase(rule),
    ownCase: needsFreshCase(rule) || operation === undefined ? rule.id : caseFor(samples, operation, rule.id),
  };
}

/** A reply that is lost matters most where something was changed. */
function changes({ method }: Operation, { phase }: Rule): number {
  return phase === 'after' && method === 'POST' ? 1 : 0;
}

function failureOf({ respond, fault, delay }: Rule): string {
  if (respond !== null) return String(respond.status);
  if (fault === null) return delay === null ? 'none' : 'delay';
  const effect = effectOf(fault);
  return effect.kind === 'status' ? String(effect.status) : fault.name;
}

/** Whether it matters what was sent before, or how long ago the case was opened. */
function needsFreshCase({ when, phase }: Rule): boolean {
  const { skip, times, every, probability, fromMs, untilMs } = when;
  return skip > 0 || phase === 'after' || [times, every, probability, fromMs, untilMs].some((bound) => bound !== null);
}

interface Acting {
  readonly operation: Operation;
  readonly steps: readonly CatalogueStep[];
}

/** Without a credential where nobody asks for it yet; with one where other requests go first, which should be answered. */
function kindsFor({ bare, roomy }: Samples, { when }: Rule): readonly Samples['roomy'][] {
  return when.skip === 0 && (when.every ?? 1) === 1 ? [bare, roomy] : [roomy, bare];
}

/** The first operation on which it acts. */
function actingOn(samples: Samples, rule: Rule, operations: readonly Operation[]): Acting | null {
  for (const operation of operations.slice(0, widely)) {
    const kinds = operation.security.length === 0 ? [samples.roomy] : kindsFor(samples, rule);
    for (const kind of kinds) {
      const steps = untilItActs(samples, rule, stepFor(rule, operation, kind));
      if (steps !== null) return { operation, steps };
    }
  }
  return null;
}

function stepFor(rule: Rule, operation: Operation, kind: Samples['roomy']): CatalogueStep {
  const hangs = rule.fault !== null && effectOf(rule.fault).kind === 'hang';
  const request = kind(operation, { ...rule.match.query, ...rule.match.path });
  return stepOf(fitted(request, rule.match), { giveUpSeconds: hangs ? 3 : null });
}

/** As many requests as it takes: chance is the same in every fresh case. */
function untilItActs({ contract }: Samples, rule: Rule, step: CatalogueStep): readonly CatalogueStep[] | null {
  const stage = createStage(contract);
  const { fromMs, skip, every, probability } = rule.when;
  // The first request opens the case, whose clock the rule goes by.
  const opening = fromMs === null ? [] : [step];
  for (const first of opening) stage.send(first);
  const waitSeconds = fromMs === null ? 0 : Math.ceil(fromMs / 1000);
  const most = probability === null ? skip + (every ?? 1) : patience;
  for (let times = 1; times <= most; times += 1) {
    const action = stage.send({ ...step, waitSeconds: times === 1 ? waitSeconds : 0 });
    if (action.cause.ruleId === rule.id) return [...opening, { ...step, times, waitSeconds }];
  }
  return null;
}
