import type { Delay, FaultCall, Respond, Rule } from '../../contract/failure-layer.ts';
import { type Effect, effectOf, faultNamed } from '../../faults/index.ts';

/** Something that may be done to an attempt, from a rule or from an instruction, with its fault looked up. */
export interface Injection {
  readonly kind: 'rule' | 'instruction';
  /** What the trace says of it: `rule "x"`, `instruction "return-503"`. */
  readonly label: string;
  readonly rule: Rule | null;
  readonly fault: string | null;
  /** Before authentication, or behind the resources. What acts after the side effect is always behind. */
  readonly place: 'infrastructure' | 'backend';
  readonly phase: 'before' | 'after';
  readonly respond: Respond | null;
  readonly effect: Effect | null;
  readonly delay: Delay | null;
  readonly needsReusedConnection: boolean;
}

/** A rule with its fault looked up. */
export function injectionOfRule(rule: Rule): Injection {
  const why = rule.summary === null ? '' : ` (${rule.summary})`;
  return {
    kind: 'rule',
    label: `rule "${rule.id}"${why}`,
    rule,
    place: rule.phase === 'after' ? 'backend' : rule.acts,
    phase: rule.phase,
    respond: rule.respond,
    delay: rule.delay,
    ...lookUp(rule.fault),
  };
}

/** An instruction with its fault looked up; `call` is null for `pass`, which keeps rules away from the attempt. */
export function injectionOfInstruction(text: string, phase: 'before' | 'after', call: FaultCall | null): Injection {
  const found = lookUp(call);
  return {
    kind: 'instruction',
    label: `instruction "${text}"`,
    rule: null,
    place: phase === 'after' ? 'backend' : placeOf(call, found.effect),
    phase,
    respond: null,
    delay: null,
    ...found,
  };
}

function lookUp(call: FaultCall | null): Pick<Injection, 'fault' | 'effect' | 'needsReusedConnection'> {
  if (call === null) return { fault: null, effect: null, needsReusedConnection: false };
  const needsReusedConnection = faultNamed(call.name)?.needs === 'reused-connection';
  return { fault: call.name, effect: effectOf(call), needsReusedConnection };
}

const gatewayStatuses = [502, 503, 504];

function placeOf(call: FaultCall | null, effect: Effect | null): Injection['place'] {
  if (call === null) return 'infrastructure';
  if (effect?.kind === 'status') return gatewayStatuses.includes(effect.status) ? 'infrastructure' : 'backend';
  return faultNamed(call.name)?.acts ?? 'backend';
}
