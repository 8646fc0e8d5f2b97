import type { DiagnosisInput } from './diagnosis.ts';
import { isPlaceholder, nameOf, pasteFlaws } from './facts/credentials.ts';
import { type Facts, readCalls, readFacts } from './facts/index.ts';

/** What can be said of a request whose answer wasn't recorded: one line for each defect. */
export interface Review {
  readonly exchange: string;
  readonly defects: readonly string[];
}

/** Looks at requests without an answer: unfilled places, credentials, and the contract where there is one. */
export function reviewRequests(input: DiagnosisInput): readonly Review[] {
  const calls = readCalls(input.exchanges);
  return input.exchanges
    .filter(({ outcome }) => outcome === null)
    .map((exchange) => ({ exchange: exchange.id, defects: defectsOf(readFacts(input, exchange, calls)) }));
}

function defectsOf(facts: Facts): readonly string[] {
  const { request, sent, against } = facts;
  const path = /(undefined|null|%7B|\{|\$)/i.exec(
    request.path.split('/').findLast((part) => unfilled.test(part)) ?? '',
  );
  return [
    ...(path === null ? [] : [`The path holds a place that was not filled in: ${request.path}`]),
    ...sent.filter(isPlaceholder).map((credential) => `${nameOf(credential)} is empty or a placeholder.`),
    ...sent.flatMap((credential) => pasteFlaws(credential).map((flaw) => `${nameOf(credential)}: ${flaw}.`)),
    ...(against === null ? [] : contractDefects(against)),
  ];
}

const unfilled = /^(undefined|null|none|nan)$|\{\{?.*\}?\}|%7b.*%7d|^\$|^:[a-z]/i;

function contractDefects({
  route,
  operation,
  mediaTypes,
  violations,
  credentials,
}: NonNullable<Facts['against']>): readonly string[] {
  if (route.kind === 'method-not-allowed') return [`The contract knows this path only with ${route.allow.join(', ')}.`];
  if (operation === null) return ['The contract has no such path.'];
  const { elsewhere, missing, needed } = credentials;
  const lacks =
    missing.length === needed.length && needed.length > 0
      ? [`The contract asks for ${missing.map(({ name, in: place }) => `${name} in the ${place}`).join(' or ')}.`]
      : [];
  return [
    ...(elsewhere === null
      ? lacks
      : [
          `The contract asks for ${elsewhere.need.name} in the ${elsewhere.need.in}; the request carries ${nameOf(elsewhere.sent)}.`,
        ]),
    ...(mediaTypes === null
      ? []
      : [`The contract reads ${mediaTypes.join(', ')}, the request says another Content-Type.`]),
    ...violations.map(({ message, in: place }) => `${place}: ${message}`),
  ];
}
