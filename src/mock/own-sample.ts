import { type BodyContent, type Contract, type DeclaredResponse, declaredResponse } from '../contract/contract.ts';
import { sampleOf } from '../contract/index.ts';
import type { PrismAnswer, PrismRequest } from './prism.ts';

/**
 * What a response says when Prism finds its schema too complex: a sample of our own, which stops at a depth and not at a
 * number of fields. Null: none can be made.
 */
export function ownSample(contract: Contract, { operationId, code, accept }: PrismRequest): PrismAnswer | null {
  const operation = contract.operation(operationId);
  if (operation === undefined) return null;
  const status = code ?? lowestSuccess(operation.responses);
  const declared = status === null ? undefined : declaredResponse(operation, status);
  const chosen = declared === undefined ? undefined : chooseContent(declared, accept ?? '*/*');
  if (status === null || chosen === undefined) return null;
  const [mediaType, content] = chosen;
  return { kind: 'answer', status, headers: {}, mediaType, body: bodyOf(content, contract.document) };
}

/** Prism's answer; with a body of our own where what it made of the schema breaks the schema, and ours doesn't. */
export function mended({ document, operation: operationOf }: Contract, id: string, answer: PrismAnswer): PrismAnswer {
  const operation = operationOf(id);
  if (operation === undefined || answer.kind !== 'answer' || answer.mediaType === null) return answer;
  const content = declaredResponse(operation, answer.status)?.content.get(answer.mediaType);
  // What the document shows is what the document says, however wrong.
  if (content === undefined || Object.keys(content.examples).length > 0) return answer;
  if (content.validate(answer.body).length === 0) return answer;
  const body = bodyOf(content, document);
  return content.validate(body).length === 0 ? { ...answer, body } : answer;
}

/** As much of it as can be; what must be there alone where all of it would break the schema. */
function bodyOf({ schema, validate }: BodyContent, document: Contract['document']): unknown {
  const without = 'writeOnly';
  const whole = sampleOf(schema, document, 0, { full: true, without });
  return validate(whole).length === 0 ? whole : sampleOf(schema, document, 0, { without });
}

function lowestSuccess(responses: readonly DeclaredResponse[]): number | null {
  const statuses = responses.map(({ status }) => Number(status.replace(/xx$/i, '00'))).filter((one) => one >= 200);
  return statuses.length === 0 ? null : Math.min(...statuses);
}

function chooseContent({ content }: DeclaredResponse, accept: string): readonly [string, BodyContent] | undefined {
  const ranges = accept.split(',').map((range) => (range.split(';', 1)[0] ?? '').trim().toLowerCase());
  const isAccepted = (type: string) =>
    ranges.some((range) => range === '*/*' || range === type || range === type.replace(/\/.*$/, '/*'));
  const accepted = [...content].filter(([type]) => isAccepted(type) && !type.includes('*'));
  return accepted.find(([type]) => type.includes('json')) ?? accepted[0];
}
