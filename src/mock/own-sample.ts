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

/** Prism's answer; with a body and headers of our own where what it made of a schema breaks the schema, and ours doesn't. */
export function mended({ document, operation: operationOf }: Contract, id: string, answer: PrismAnswer): PrismAnswer {
  const operation = operationOf(id);
  const declared =
    operation === undefined || answer.kind !== 'answer' ? undefined : declaredResponse(operation, answer.status);
  if (declared === undefined || answer.kind !== 'answer') return answer;
  return {
    ...answer,
    body: mendedBody(declared, document, answer),
    headers: mendedHeaders(declared, document, answer),
  };
}

type Made = Extract<PrismAnswer, { readonly kind: 'answer' }>;

function mendedBody(declared: DeclaredResponse, document: Contract['document'], { body, mediaType }: Made): unknown {
  const content = mediaType === null ? undefined : declared.content.get(mediaType);
  // What the document shows is what the document says, however wrong.
  if (content === undefined || Object.keys(content.examples).length > 0) return body;
  if (content.validate(body).length === 0) return body;
  const own = bodyOf(content, document);
  return content.validate(own).length === 0 ? own : body;
}

function mendedHeaders(declared: DeclaredResponse, document: Contract['document'], { headers }: Made): Made['headers'] {
  const own = declared.headers.flatMap(({ name, unseen, validate }) => {
    const value = headers[name];
    if (value === undefined || unseen === null || validate(value).length === 0) return [];
    const sample = sampleOf(unseen, document);
    const isPlain = ['string', 'number', 'boolean'].includes(typeof sample);
    return isPlain && validate(String(sample)).length === 0 ? [[name, String(sample)] as const] : [];
  });
  return own.length === 0 ? headers : { ...headers, ...Object.fromEntries(own) };
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
