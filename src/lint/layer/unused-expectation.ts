import type { FailureLayer, Refusal } from '../../contract/index.ts';
import type { Api } from '../api.ts';
import type { LayerRule } from '../rule.ts';

/** Every status that an expectation speaks of can be met. */
export const unusedExpectation: LayerRule = {
  name: 'unused-expectation',
  about: 'layer',
  severity: 'warn',
  summary: 'an expectation about a status that no operation answers with',
  why: 'It says what a failure means that can’t happen; more often than not the status is mistyped.',
  reference: 'openapi/failures.schema.json, expect',
  check(api, layer) {
    const met = statusesOf(api);
    return [...api.contract.layer.expect.keys()]
      .filter((status) => !met(status))
      .map((status) => ({
        place: layer.place('expect', String(status)),
        message: `Nothing answers with ${status}, so what "expect" says about it is never asked.`,
        fix: 'Declare the status, let a rule answer with it, or remove the expectation.',
      }));
  },
};

function statusesOf({ contract, operations }: Api): (status: number) => boolean {
  const { layer } = contract;
  const own = new Set([...refusals(layer).map(({ status }) => status), layer.validation.status]);
  const ofRules = layer.rules.flatMap(({ respond, fault }) => [respond?.status, Number(fault?.options['status'])]);
  return (status) => own.has(status) || ofRules.includes(status) || operations.some(({ declares }) => declares(status));
}

function refusals({ credentials, rateLimits, routing, size, validation, resources }: FailureLayer): readonly Refusal[] {
  return [
    ...[...credentials.values()].flatMap(({ missing, unknown, expired, revoked, scope, address, tenant }) => [
      missing,
      unknown,
      expired,
      revoked,
      scope,
      address,
      tenant,
    ]),
    ...rateLimits.map(({ refusal }) => refusal),
    ...Object.values(routing),
    size.tooLarge,
    size.headersTooLarge,
    validation.mediaType,
    validation.malformedBody,
    validation.missingBody,
    ...resources.map(({ notFound }) => notFound),
  ];
}
