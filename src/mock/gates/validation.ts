import type { Parameter, Violation, ViolationKind } from '../../contract/contract.ts';
import { refuse } from '../answers.ts';
import { contentFor } from '../bodies/media-type.ts';
import { cookiesOf } from '../credentials/cookies.ts';
import { lowerCase } from '../lower-case.ts';
import type { Gate, Passage } from './gate.ts';

/** 400: what breaks the document's schemas. Of several violations the one that comes first in a fixed order speaks. */
export const validation: Gate = (passage) => {
  const violations = violationsOf(passage);
  if (violations.length === 0) return passage;
  const [speaker] = violations.toSorted((one, other) => rank(one.kind) - rank(other.kind));
  if (speaker === undefined) return passage;
  const { status, messages } = passage.contract.layer.validation;
  const alike = violations.filter(({ kind }) => kind === speaker.kind);
  const fields = [...new Set(alike.map(({ field }) => field))].join(', ');
  const { field, in: place, details } = speaker;
  const values = { value: '', reason: speaker.message, ...details, field, fields, in: place };
  const message = messages[speaker.kind] ?? messages['other'] ?? speaker.message;
  const summary = `${place}: ${violations.map((violation) => violation.message).join('; ')}`;
  return refuse(passage, { status, message, headers: {} }, values, { kind: 'validation', summary });
};

const first: readonly ViolationKind[] = ['missing', 'null', 'empty'];

/** What is absent comes before what is wrong; the rest as it was found. */
function rank(kind: ViolationKind): number {
  const at = first.indexOf(kind);
  return at === -1 ? first.length : at;
}

function violationsOf(passage: Passage): readonly Violation[] {
  const found: Violation[] = [];
  for (const parameter of passage.operation.parameters) {
    const values = valuesOf(parameter, passage);
    if (values !== null) found.push(...parameter.validate(values));
  }
  found.push(...bodyViolations(passage));
  return found;
}

/** Null: the value is spread over several names (`filter[a]=1`), which one parameter alone can't judge. */
function valuesOf({ name, in: place }: Parameter, { request, pathParameters }: Passage): readonly string[] | null {
  switch (place) {
    case 'path':
      return listOf(pathParameters[name]);
    case 'header':
      return listOf(request.headers[lowerCase(name)]);
    case 'cookie':
      return listOf(cookiesOf(request).get(name));
    case 'query':
      return queryValues(name, request.query);
    default:
      return place satisfies never;
  }
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? nothing : [value];
}

const nothing: readonly string[] = [];

function queryValues(name: string, query: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  if (query.size === 0) return nothing;
  const values = query.get(name) ?? query.get(`${name}[]`);
  if (values !== undefined) return values;
  return [...query.keys()].some((key) => key.startsWith(`${name}[`)) ? null : nothing;
}

function bodyViolations({ operation, body, mediaType }: Passage): readonly Violation[] {
  if (operation.requestBody === null || mediaType === null || body === undefined) return [];
  return contentFor(operation.requestBody, mediaType)?.validate(body) ?? [];
}
