import { declaredResponse, type Operation } from '../../contract/contract.ts';
import { operationPhrase } from '../names.ts';
import { injectedStatus, queuedStatus } from '../preparations.ts';
import type { Proposal, Subject } from '../proposal.ts';

/** A response that the document declares and that nothing provokes by itself: the operation is told to give it. */
export function fromDeclared({ operation, good }: Subject, provoked: ReadonlySet<number>): readonly Proposal[] {
  const isRuled = good.cause.kind === 'rule';
  return operation.responses.flatMap(({ status: key }) => {
    const status = statusFor(operation, key, provoked);
    if (status === null) return [];
    return [
      {
        kind: 'told-to',
        title: `the API answers with ${status}`,
        preparations: [(isRuled ? queuedStatus : injectedStatus)(operationPhrase(operation), operation.id, status)],
        causes: ['rule', 'instruction'],
        status,
      } as const,
    ];
  });
}

/** The status to ask for; null when one has come already, or none can be had. */
function statusFor(operation: Operation, key: string, provoked: ReadonlySet<number>): number | null {
  const covers = (status: number) => declaredResponse(operation, status)?.status === key;
  const isFailure = !/^[123]/.test(key);
  if ([...provoked].some((status) => covers(status) && (!isFailure || status >= 400))) return null;
  return candidatesFor(key).find((status) => status >= 200 && covers(status)) ?? null;
}

function candidatesFor(key: string): readonly number[] {
  if (/^\d{3}$/.test(key)) return [Number(key)];
  const all = [500, 503, 502, 501, 505, 400, 409, 404, 422, 410, 418, 403, 401, 429, 412, 423, 599, 499];
  if (/^default$/i.test(key)) return all;
  const first = Number(key.charAt(0)) * 100;
  return first >= 400
    ? all.filter((status) => Math.floor(status / 100) * 100 === first)
    : [first, first + 2, first + 1];
}
