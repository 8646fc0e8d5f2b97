import { fillErrorBody, isRecord, join, member, reasonPhrase } from '../contract/index.ts';
import type { Api } from './api.ts';
import { type ErrorSchema, errorSchemas } from './document/error-schemas.ts';
import type { HeaderName } from './suggestion.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** What an overlay adds: responses in the API's own dialect, each defined once. */
export interface SuggestedParts {
  /** What `components` has to get; grows with each response that is asked for. */
  readonly components: JsonObject;
  response(status: string): JsonObject;
  content(status: number): JsonObject;
}

/** Parts that fit a document: what most of its errors look like, else RFC 9457. */
export function suggestedParts(api: Api): SuggestedParts {
  const components: Record<string, Record<string, unknown>> = {};
  const made = new Map<string, string>();
  const body = bodyOf(api);

  function name(status: string): string {
    const existing = api.resolve('/components/responses')?.value ?? {};
    const plain = reasonPhrase(Number(status)).replaceAll(/[^A-Za-z]/g, '');
    const free = [plain, `${plain}Error`, `${plain}${status}`].find((one) => existing[one] === undefined);
    return free ?? `Suggested${status}`;
  }

  function content(status: number): JsonObject {
    if (body.schemas !== null) components['schemas'] = { ...components['schemas'], ...body.schemas };
    return body.content(status);
  }

  return {
    components,
    content,
    response(status) {
      const used = usedElsewhere(api, status);
      if (used !== null) return { $ref: used };
      const known = made.get(status) ?? name(status);
      made.set(status, known);
      components['responses'] = {
        ...components['responses'],
        [known]: responseOf(status, content(Number(status)), api),
      };
      return { $ref: `#/components/responses/${known}` };
    },
  };
}

/** The shared response that most other operations refer to for a status. */
function usedElsewhere({ operations }: Api, status: string): string | null {
  const counts = new Map<string, number>();
  for (const { node } of operations) {
    const reference = member(member(member(node.value, 'responses'), status), '$ref');
    if (typeof reference === 'string' && !reference.startsWith('#/x-files/'))
      counts.set(reference, (counts.get(reference) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted(([, one], [, other]) => other - one);
  return best?.[0] ?? null;
}

const headersOf: Readonly<Record<string, readonly HeaderName[]>> = {
  '401': ['WWW-Authenticate'],
  '405': ['Allow'],
  '429': ['Retry-After'],
  '503': ['Retry-After'],
};

const descriptions: Readonly<Record<string, string>> = {
  '400': 'The request is not valid; the body says what is wrong with it.',
  '401': 'A credential is missing, unknown or no longer valid.',
  '403': 'The credential is valid and does not suffice.',
  '404': 'There is no such thing.',
  '429': 'Too many requests; try again once Retry-After has passed.',
  '500': 'The API failed; the request may or may not have been carried out.',
};

function responseOf(status: string, content: JsonObject, api: Api): JsonObject {
  const headers = (headersOf[status] ?? []).map((header) => [header, suggestedHeader(header, api)]);
  return {
    description: descriptions[status] ?? reasonPhrase(Number(status)),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    content,
  };
}

/** The definition of a header that failures need. */
export function suggestedHeader(header: HeaderName, { contract }: Api): JsonObject {
  switch (header) {
    case 'Retry-After':
      return { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 }, example: 30 };
    case 'Allow':
      return { description: 'The methods that are allowed.', schema: { type: 'string' }, example: 'GET, HEAD' };
    case 'WWW-Authenticate': {
      const needs = contract.operations.flatMap(({ security }) => security.flat());
      const kind = needs[0]?.kind ?? 'bearer';
      const challenges: Partial<Record<typeof kind, string>> = { 'api-key': 'ApiKey', basic: 'Basic realm="api"' };
      const example = challenges[kind] ?? 'Bearer';
      return { description: 'The scheme that is wanted.', schema: { type: 'string' }, example };
    }
    default:
      return header satisfies never;
  }
}

interface SuggestedBody {
  /** Schemas that the document doesn't have yet. */
  readonly schemas: JsonObject | null;
  content(status: number): JsonObject;
}

const problemDetails = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Which kind of problem it is.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
  },
};

function bodyOf(api: Api): SuggestedBody {
  const { errorBody } = api.contract.layer;
  const usual = errorSchemas(api).toSorted((one, other) => other.responses.length - one.responses.length)[0];
  const sample = (status: number): unknown => {
    const title = reasonPhrase(status);
    return fillErrorBody(errorBody.template, { message: title, status, title, requestId: '7f0c2b1e' });
  };
  if (usual === undefined) {
    const example = (status: number) => ({ type: 'about:blank', title: reasonPhrase(status), status });
    const schema = { $ref: '#/components/schemas/ProblemDetails' };
    const schemas = { ProblemDetails: problemDetails };
    return { schemas, content: (status) => ({ 'application/problem+json': { schema, example: example(status) } }) };
  }
  const schema = writtenSchema(usual, api);
  return {
    schemas: null,
    content(status) {
      const example = sample(status);
      const fits = usual.content.validate(example).length === 0;
      return { [usual.mediaType]: { schema, ...(fits ? { example } : {}) } };
    },
  };
}

/** As it stands in the document, so that a reference stays one. */
function writtenSchema({ responses, mediaType, content }: ErrorSchema, api: Api): unknown {
  const [first] = responses;
  const media = api.resolve(join(first?.node.pointer ?? '', 'content', mediaType))?.value;
  return isRecord(media) ? media['schema'] : content.schema;
}
