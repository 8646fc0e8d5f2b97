import type { SecurityNeed } from '../../contract/contract.ts';
import type { KnownCredential } from '../../contract/failure-layer.ts';
import { credential } from '../preparations.ts';
import type { Proposal, Subject } from '../proposal.ts';

/** 401 and 403: no credential, one that nobody was given, and each that the layer knows and refuses. */
export function fromCredentials(subject: Subject): readonly Proposal[] {
  const needs = new Map(subject.operation.security.flat().map((need) => [need.scheme, need]));
  return [...needs.values()].flatMap((need) => ofScheme(subject, need));
}

function ofScheme({ contract }: Subject, need: SecurityNeed): readonly Proposal[] {
  const policy = contract.layer.credentials.get(need.scheme);
  if (policy === undefined || need.kind === 'mutual-tls') return [];
  const known = [...policy.known.values()];
  const refused = known.filter((one) => isRefused(one, need));
  return [
    ...proposal(need, 'no credential', null),
    ...(known.length === 0 ? [] : proposal(need, 'an unknown credential', 'wrong-key')),
    ...refused.flatMap((one) => proposal(need, wordsFor(one, known), one.value)),
  ];
}

/** As far as it can be told beforehand; the rehearsal decides. */
function isRefused({ state, scopes, addresses }: KnownCredential, need: SecurityNeed): boolean {
  const lacks = scopes !== null && need.scopes.some((scope) => !scopes.includes(scope));
  return state !== 'valid' || addresses !== null || lacks;
}

/** The layer's own words for it, where a step can say them and they mean no other. */
function wordsFor({ summary, value }: KnownCredential, known: readonly KnownCredential[]): string {
  const isPlain = /^(?:an?|the) [^"<>]*(?:API key|token|credential)[^"<>]*$/.test(summary ?? '');
  const isOnly = known.filter((other) => other.summary === summary).length === 1;
  return isPlain && isOnly && summary !== null ? summary : `the credential ${JSON.stringify(value)}`;
}

function proposal({ scheme }: SecurityNeed, words: string, value: string | null): readonly Proposal[] {
  const preparation = credential(scheme, words, value);
  if (preparation === null) return [];
  const title = `${scheme}: <credential>`;
  return [
    {
      kind: `credential-${scheme}`,
      title,
      preparations: [preparation],
      causes: ['credentials', 'scope'],
      status: null,
    },
  ];
}
