import type { Place } from '../../problem.ts';
import type { Operation, Parameter } from '../contract.ts';
import type { Refusal, ValidationPolicy } from '../failure-layer.ts';
import { type LayerContext, refusal } from './layer-context.ts';
import { failuresSchema } from './layer-shape.ts';
import type { RawLayer } from './raw-layer.ts';

const defaults = failuresSchema.properties.validation.properties;

function policy(raw: RawLayer['validation']): ValidationPolicy {
  const { status } = raw;
  const statuses = [400, 422];
  return {
    status: status ?? 400,
    ...(status === undefined ? { instead: [422] } : {}),
    messages: raw.messages,
    mediaType: refusal(raw.mediaType, defaults.mediaType.default, [415, ...statuses]),
    malformedBody: refusal(raw.malformedBody, defaults.malformedBody.default, statuses),
    missingBody: refusal(raw.missingBody, defaults.missingBody.default, statuses),
  };
}

/** What is said about requests that break the document, as the layer writes it. */
export function readValidation(context: LayerContext, raw: RawLayer['validation'], place: (pointer: string) => Place) {
  const read = policy(raw);
  if (!context.isWritten('/validation')) return read;
  const withBody = context.operations.filter(({ requestBody }) => requestBody !== null);
  const { status, instead, messages } = read;
  const open = instead === undefined ? {} : { instead };
  const sample: Refusal = { status, ...open, message: messages['other'] ?? '', headers: {} };
  const plans: [string, Refusal, readonly Operation[], string][] = [
    ['validation', sample, context.operations.filter(canBeInvalid), ''],
    ['the refusal "mediaType"', read.mediaType, withBody.filter(declaresContent), '/mediaType'],
    ['the refusal "malformedBody"', read.malformedBody, withBody.filter(takesJson), '/malformedBody'],
    [
      'the refusal "missingBody"',
      read.missingBody,
      withBody.filter(({ requestBody }) => requestBody?.required),
      '/missingBody',
    ],
  ];
  for (const [what, answer, operations, pointer] of plans) {
    context.answers.push({ what, operations, answer, place: (inner) => place(`/validation${inner}`), pointer });
  }
  return read;
}

function declaresContent({ requestBody }: Operation): boolean {
  return requestBody !== null && requestBody.content.size > 0;
}

function takesJson({ requestBody }: Operation): boolean {
  return [...(requestBody?.content.keys() ?? [])].some((mediaType) => mediaType.includes('json'));
}

function canBeInvalid(operation: Operation): boolean {
  return declaresContent(operation) || operation.parameters.some(rejectsSomething);
}

const probes = ['', 'a', '0', '-1', '1e400', '\u0001 ÿ', 'x'.repeat(5000)];

/** Whether any text at all is refused, tried with a few odd ones. A path parameter is never empty or missing. */
function rejectsSomething(parameter: Parameter): boolean {
  if (parameter.in !== 'path' && parameter.required) return true;
  return probes.some((text) => (text !== '' || parameter.in !== 'path') && parameter.validate([text]).length > 0);
}
