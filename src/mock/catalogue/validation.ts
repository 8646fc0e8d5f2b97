import { type Operation, type SampleRequest, sampleBody, statusOn, withHeader } from '../../contract/index.ts';
import { type BodyMistake, bodyMistakes } from './body-mistakes.ts';
import { type Candidate, stepOf } from './entry.ts';
import { byPlainness, type Samples } from './samples.ts';

/** 400, 413 and 415: bodies that break the schema, that can't be read, or that nobody asked for. */
export function fromValidation(samples: Samples): readonly Candidate[] {
  const { operations, document } = samples.contract;
  const writers = byPlainness(operations).filter((operation) => sampleBody(operation, document) !== null);
  const [first] = writers;
  if (first === undefined) return [];
  return [...bodyMistakes.map((mistake) => fromMistake(samples, writers, mistake)), ...unreadable(samples, first)];
}

/** One kind of mistake, made with the first operation whose body has what it takes. */
function fromMistake(samples: Samples, writers: readonly Operation[], mistake: BodyMistake): Candidate {
  const { layer, document } = samples.contract;
  const made = writers.flatMap((operation) => {
    const content = [...(operation.requestBody?.content ?? [])].find(([type]) => type.includes('json'))?.[1];
    const body = sampleBody(operation, document);
    if (content === undefined || body === null) return [];
    const found = mistake.make({ body, schema: content.schema, document }).find((wrong) => {
      const violations = content.validate(wrong.body);
      return violations.length > 0 && violations.every(({ kind }) => mistake.kinds.includes(kind));
    });
    return found === undefined ? [] : [{ operation, ...found }];
  });
  const [best] = made;
  const base = { failure: layer.validation.status, cause: 'validation' } as const;
  if (best === undefined) return { ...base, summary: mistake.summary, operation: null, variants: [] };
  const { operation } = best;
  const sample = mistake.plain ? samples.plain(operation) : samples.roomy(operation);
  const request = { ...sample, body: JSON.stringify(best.body) };
  return {
    ...base,
    failure: statusOn(layer.validation, operation),
    summary: best.field === null ? mistake.summary : `${mistake.summary}: ${best.field}`,
    operation: operation.id,
    variants: [[stepOf(request)]],
    start: mistake.plain,
    ownCase: mistake.plain ? null : caseFor(samples, operation, mistake.summary),
  };
}

/** A case of its own where the quota would soon be used up. */
export function caseFor(samples: Samples, operation: Operation, name: string): string | null {
  return samples.isCrowded(operation) ? name : null;
}

function unreadable(samples: Samples, operation: Operation): readonly Candidate[] {
  const { validation, size } = samples.contract.layer;
  const request = samples.roomy(operation);
  const candidate = (
    failure: number,
    cause: Candidate['cause'],
    summary: string,
    variants: readonly SampleRequest[],
  ): Candidate => ({
    failure,
    summary,
    operation: operation.id,
    variants: variants.map((sent) => [stepOf(sent)]),
    cause,
    ownCase: caseFor(samples, operation, summary),
  });
  const types = ['application/x-www-form-urlencoded', 'text/plain', 'application/xml'];
  const cut = `${(request.body ?? '{').slice(0, 10)}`;
  const filler = { in: 'body', bytes: size.bodyBytes + 1 } as const;
  return [
    candidate(statusOn(validation.malformedBody, operation), 'validation', 'JSON that stops in the middle', [
      { ...request, body: cut },
    ]),
    candidate(statusOn(validation.missingBody, operation), 'validation', 'no body at all', [withoutBody(request)]),
    candidate(
      statusOn(validation.mediaType, operation),
      'media-type',
      'a content type that is not declared',
      types.map((type) => withHeader(request, 'Content-Type', type)),
    ),
    {
      ...candidate(
        statusOn(size.tooLarge, operation),
        'size',
        `a body of more than ${size.bodyBytes.toLocaleString('en')} bytes`,
        [],
      ),
      variants: [[stepOf({ ...request, body: null }, { filler })]],
    },
  ];
}

function withoutBody(request: SampleRequest): SampleRequest {
  return {
    ...request,
    headers: request.headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
    body: null,
  };
}
