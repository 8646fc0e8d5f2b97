import type { CredentialPolicy } from '../../contract/index.ts';
import { classifyRetry } from '../../retry/index.ts';
import type { Api } from '../api.ts';
import type { Found, LayerRule } from '../rule.ts';
import type { WrittenLayer } from '../written-layer.ts';

/** The layer says what the RFCs say. */
export const rfcDeparture: LayerRule = {
  name: 'rfc-departure',
  about: 'layer',
  severity: 'warn',
  summary: 'a place where the failure layer departs from the RFCs',
  why: 'Generic clients, proxies and libraries go by the RFCs, and will take this failure for another one.',
  reference: 'RFC 9110 §9.2.2, §11.6.1, §15.5.2',
  check: (api, layer) => [
    ...[...api.contract.layer.credentials.values()].flatMap((policy) => ofCredentials(policy, layer)),
    ...ofExpectations(api, layer),
  ],
};

const refused = ['unknown', 'expired', 'revoked'] as const;

function ofCredentials(policy: CredentialPolicy, layer: WrittenLayer): readonly Found[] {
  const { scheme, missing } = policy;
  const place = (key: string) => layer.place('credentials', scheme, key);
  const as403 = refused.filter((key) => policy[key].status === 403);
  const bare = (['missing', ...refused] as const).filter(
    (key) => policy[key].status === 401 && !challenges(policy[key]),
  );
  return [
    ...(missing.status === 401
      ? []
      : [
          found(
            place('missing'),
            `A missing credential of "${scheme}" is refused with ${missing.status}; 401 is what asks for one (RFC 9110 §15.5.2).`,
            'Use 401, with WWW-Authenticate.',
          ),
        ]),
    ...(as403.length === 0
      ? []
      : [
          found(
            place(as403[0] ?? ''),
            `A credential of "${scheme}" that is ${as403.join(', ')} is refused with 403; RFC 9110 §15.5.2 has 401 for credentials that aren't accepted, and 403 for those that are and don't suffice.`,
            'Use 401, or keep it as this API’s own dialect and say so in its documentation.',
          ),
        ]),
    ...bare.map((key) =>
      found(
        place(key),
        `The 401 of "${scheme}" for a credential that is ${key} has no WWW-Authenticate, which a 401 must have (RFC 9110 §11.6.1).`,
        'Add it under "headers".',
      ),
    ),
  ];
}

function found(place: Found['place'], message: string, fix: string): Found {
  return { place, message, fix };
}

function challenges({ headers }: { readonly headers: Readonly<Record<string, string>> }): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'www-authenticate');
}

/** Only where the layer allows more than the RFCs: a stricter class harms nobody. */
function ofExpectations({ contract }: Api, layer: WrittenLayer): readonly Found[] {
  const unsafe = contract.operations.find(({ method }) => method === 'POST' || method === 'PATCH');
  if (unsafe === undefined) return [];
  return [...contract.layer.expect]
    .filter(([status, expectation]) => {
      const { retry } = classifyRetry({ method: unsafe.method, status, headers: {} }, 'standard');
      return !retry && (expectation.class === 'retryable' || expectation.class === 'retryable-after-delay');
    })
    .map(([status, { class: said }]) => {
      const standard = classifyRetry({ method: unsafe.method, status, headers: {} }, 'standard').class;
      return found(
        layer.place('expect', String(status)),
        `A ${status} is "${said}" whatever the method; by RFC 9110 §9.2.2 it is "${standard}", since ${unsafe.method} "${unsafe.id}" may then be carried out twice.`,
        `Use "${standard}", or make sure that every call can be repeated.`,
      );
    });
}
