import type { Match, Respond, Rule, When } from '../contract/failure-layer.ts';
import type { MockCase, RuleInput } from '../mock/mock.ts';

const everything: Match = { operations: null, headers: {}, query: {}, path: {}, bodyFragment: null };
const always: When = { skip: 0, times: null, every: null, probability: null, fromMs: null, untilMs: null };
const silent: Omit<Respond, 'status'> = { message: null, example: null, body: undefined, headers: {} };

/** A match that says only what is given. */
export function matching(match: Partial<Match>): Match {
  return { ...everything, ...match };
}

/** A When that says only what is given. */
export function whenever(when: Partial<When>): When {
  return { ...always, ...when };
}

/** An answer that says only what is given. */
export function responding(respond: Partial<Respond> & Pick<Respond, 'status'>): Respond {
  return { ...silent, ...respond };
}

/** Adds a rule that speaks of one operation. */
export function injectRule(mock: MockCase, operationId: string, rule: RuleInput): Rule {
  return mock.inject({ ...rule, match: matching({ ...rule.match, operations: [operationId] }) });
}
