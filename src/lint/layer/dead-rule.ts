import type { Rule } from '../../contract/index.ts';
import type { Api } from '../api.ts';
import type { Found, LayerRule } from '../rule.ts';
import { always, subsumes } from './subsumes.ts';

/** Every rule can act. */
export const deadRule: LayerRule = {
  name: 'dead-rule',
  about: 'layer',
  severity: 'error',
  summary: 'a rule that can never act',
  why: 'Whoever wrote it believes that this failure can be met, and it can’t.',
  reference: 'openapi/failures.schema.json, rules',
  check(api) {
    const { rules } = api.contract.layer;
    return rules.filter(({ enabled }) => enabled).flatMap((rule) => deadness(rule, rules, api) ?? []);
  },
};

function deadness(rule: Rule, rules: readonly Rule[], api: Api): Found | null {
  const found = (why: string, fix: string): Found => ({
    place: rule.place,
    message: `The rule "${rule.id}" can never act: ${why}.`,
    fix,
  });
  if (rule.match.operations?.length === 0) return found('no operation has all that it asks for', 'Widen its "match".');
  if (rule.when.probability === 0) return found('its probability is 0', 'Raise it, or write "enabled: false".');
  if (rule.match.bodyFragment !== null && !takesBody(rule, api)) {
    return found('none of its operations takes a body', 'Remove "bodyFragment", or name operations that take one.');
  }
  const before = rules.slice(0, rules.indexOf(rule)).find((earlier) => hides(earlier, rule));
  if (before === undefined) return null;
  return found(
    `"${before.id}" in line ${before.place.line ?? '?'} acts on every request that it could act on`,
    `Move it before "${before.id}", or narrow that one.`,
  );
}

function takesBody({ match }: Rule, { contract }: Api): boolean {
  return contract.operations.some(
    ({ id, requestBody }) => requestBody !== null && (match.operations === null || match.operations.includes(id)),
  );
}

/** One rule acts per attempt: at each place the first that is due, and none of the backend's behind one of the way there. */
function hides(earlier: Rule, later: Rule): boolean {
  const inFront = earlier.acts === later.acts || earlier.acts === 'infrastructure';
  return earlier.enabled && inFront && always(earlier) && subsumes(earlier.match, later.match);
}
