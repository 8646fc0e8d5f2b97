import type { Place } from '../../problem.ts';
import type { Operation, Parameter } from '../contract.ts';
import type { Refusal, ValidationPolicy } from '../failure-layer.ts';
import { type LayerContext, refusal } from './layer-context.ts';
import { failuresSchema } from './layer-shape.ts';
import type { RawLayer } from './raw-layer.ts';

const defaults = failuresSchema.properties.validation.properties;

function policy(raw: RawLayer['validation'], status: number): ValidationPolicy {
  return {
    status,
    messages: raw.messages,
    mediaType: refusal(raw.mediaType, defaults.mediaType.default),
    malformedBody: refusal(raw.malformedBody, defaults.malformedBody.default),
    missingBody: refusal(raw.missingBody, defaults.missingBody.default),
  };
}

/** What is said about requests that break the document, as the layer writes it. */
export function readValidation(context: LayerContext, raw: RawLayer['validation'], place: (pointer: string) => Place) {
  const read = policy(raw, raw.status);
  const withBody = context.operations.filter(({ requestBody }) => requestBody !== null);
  const sample: Refusal = { status: read.status, message: read.messages['other'] ?? '', headers: {} };
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

/** The status for invalid requests that most operations declare: 400 or 422. */
export function defaultValidation(operations: readonly Operation[], raw: RawLayer['validation']): ValidationPolicy {
  const count = (status: string) =>
    operations.filter((one) => one.responses.some((other) => other.status === status)).length;
  const status = count('422') > count('400') ? 422 : raw.status;
  return policy(raw, status);
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
