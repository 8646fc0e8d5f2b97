import type { Exchange } from '../trace/exchange.ts';
import type { DiagnosisInput } from './diagnosis.ts';

/** What the answers of an API that refuses or fails come with; the commonest first. */
const usual = [400, 401, 403, 404, 409, 429, 500, 503];

/**
 * The ways in which an input may be read whose status nobody recorded: with the one that the reader took from its words,
 * then with the others. One way only where statuses were recorded.
 */
export function readingsOf(input: DiagnosisInput): readonly DiagnosisInput[] {
  if (input.statusGuessed !== true) return [input];
  return [
    input,
    ...usual.map((status) => ({ ...input, exchanges: input.exchanges.map((one) => withStatus(one, status)) })),
  ];
}

function withStatus(exchange: Exchange, status: number): Exchange {
  const { outcome } = exchange;
  if (outcome?.kind !== 'response' || outcome.response.status < 400) return exchange;
  return { ...exchange, outcome: { ...outcome, response: { ...outcome.response, status } } };
}

/** Evidence that is nothing but a status: where that was only tried, it speaks for nothing. */
export function isStatusAlone(evidence: readonly string[]): boolean {
  return evidence.every((text) => /^status \d{3}(, as its words tell[^,]*)?$/.test(text));
}
