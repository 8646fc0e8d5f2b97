import type { Api, ApiResponse } from '../api.ts';
import type { DocumentRule, Found } from '../rule.ts';
import { namesOf } from './header-missing.ts';

/** What an error looks like is said. */
export const errorWithoutSchema: DocumentRule = {
  name: 'error-without-schema',
  about: 'document',
  severity: 'warn',
  summary: 'an error response without a schema for its body',
  why: 'A client can’t read a reason out of a body whose shape nobody promises.',
  reference: 'RFC 9457 §3',
  check: (api) => withoutBody(api),
};

function withoutBody({ operations }: Api): readonly Found[] {
  const lacking = operations
    .filter(({ operation }) => operation.method !== 'HEAD')
    .flatMap(({ errors }) => errors)
    .filter((one) => !hasSchema(one));
  return [...Map.groupBy(lacking, ({ node }) => node.pointer)].map(([pointer, shared]) => ({
    place: shared[0]?.response.place ?? {},
    message: `The ${shared[0]?.response.status} of ${namesOf(shared)} ${whatIsThere(shared[0])}.`,
    fix: 'Give it a body: application/problem+json, or the error schema that the other operations have.',
    suggestions: [{ kind: 'body', response: pointer, status: shared[0]?.response.status ?? '' }],
  }));
}

/** `true` is how a media type without a schema is read. */
function hasSchema({ response }: ApiResponse): boolean {
  return [...response.content.values()].some(({ schema }) => schema !== true);
}

function whatIsThere(one: ApiResponse | undefined): string {
  return one === undefined || one.response.content.size === 0
    ? 'declares no body'
    : `declares a body (${[...one.response.content.keys()].join(', ')}) without a schema`;
}
