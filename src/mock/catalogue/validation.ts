import { type BodyContent, type Operation, type SampleRequest, statusOn, withHeader } from '../../contract/index.ts';
import { type BodyMistake, bodyMistakes } from './body-mistakes.ts';
import { type Candidate, stepOf } from './entry.ts';
import { byPlainness, type Samples } from './samples.ts';

/** 400, 413 and 415: bodies that break the schema, that can't be read, or that nobody asked for. */
export function* fromValidation(samples: Samples): Generator<Candidate, void> {
  const readers = byPlainness(samples.contract.operations).filter(
    (operation) => jsonContentOf(operation) !== undefined,
  );
  const first = readers.find((operation) => samples.body(operation) !== null);
  if (first === undefined) return;
  for (const mistake of bodyMistakes) yield fromMistake(samples, readers, mistake);
  yield* unreadable(samples, first);
}

/** One kind of mistake, made with the first operation whose body has what it takes. */
function fromMistake(samples: Samples, readers: readonly Operation[], mistake: BodyMistake): Candidate {
  const { validation } = samples.contract.layer;
  const base = { failure: validation.status, cause: 'validation' } as const;
  for (const operation of readers) {
    const wrong = wrongBody(samples, operation, mistake);
    if (wrong === undefined) continue;
    const sample = mistake.plain ? samples.plain(operation) : samples.roomy(operation);
    return {
      ...base,
      failure: statusOn(validation, operation),
      summary: wrong.field === null ? mistake.summary : `${mistake.summary}: ${wrong.field}`,
      operation: operation.id,
      variants: [[stepOf({ ...sample, body: JSON.stringify(wrong.body) })]],
      start: mistake.plain,
      ownCase: mistake.plain ? null : caseFor(samples, operation, mistake.summary),
    };
  }
  return { ...base, summary: mistake.summary, operation: null, variants: [] };
}

function wrongBody(samples: Samples, operation: Operation, mistake: BodyMistake) {
  const content = jsonContentOf(operation);
  const body = samples.body(operation);
  if (content === undefined || body === null) return undefined;
  return mistake.make({ body, schema: content.schema, document: samples.contract.document }).find((wrong) => {
    const violations = content.validate(wrong.body);
    return violations.length > 0 && violations.every(({ kind }) => mistake.kinds.includes(kind));
  });
}

function jsonContentOf({ requestBody }: Operation): BodyContent | undefined {
  return [...(requestBody?.content ?? [])].find(([type]) => type.includes('json'))?.[1];
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
