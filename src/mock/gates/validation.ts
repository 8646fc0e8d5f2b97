import type { Parameter, Violation, ViolationKind } from '../../contract/contract.ts';
import { fillTemplate } from '../../contract/index.ts';
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
  const { status, instead, messages } = passage.contract.layer.validation;
  const alike = violations.filter(({ kind }) => kind === speaker.kind);
  const fields = [...new Set(alike.map(({ field }) => field))].join(', ');
  const { in: place } = speaker;
  const values = valuesOfViolation(speaker, fields);
  const message = messages[speaker.kind] ?? messages['other'] ?? speaker.message;
  const summary = `${place}: ${violations.map((violation) => violation.message).join('; ')}`;
  const spoken = violations.map((one) => ({ ...one, text: sentence(one, messages) }));
  const refusal = { status, ...(instead === undefined ? {} : { instead }), message, headers: {} };
  return refuse(passage, refusal, values, { kind: 'validation', summary }, spoken);
};

function valuesOfViolation({ field, in: place, details, message }: Violation, fields: string) {
  return { value: '', reason: message, ...details, field, fields, in: place };
}

/** One violation alone, in the words of the layer. */
function sentence(violation: Violation, messages: Readonly<Record<string, string>>): string {
  const message = messages[violation.kind] ?? messages['other'] ?? violation.message;
  return fillTemplate(message, valuesOfViolation(violation, violation.field));
}

const first: readonly ViolationKind[] = ['missing', 'null', 'empty'];

/** What is absent comes before what is wrong; the rest as it was found. */
function rank(kind: ViolationKind): number {
  const at = first.indexOf(kind);
  return at === -1 ? first.length : at;
}

function violationsOf(passage: Passage): readonly Violation[] {
  const found: Violation[] = [];
  for (const parameter of passage.operation.parameters) found.push(...parameterViolations(parameter, passage));
  found.push(...bodyViolations(passage));
  return found;
}

const none: readonly Violation[] = [];

function parameterViolations(parameter: Parameter, passage: Passage): readonly Violation[] {
  const { validateQuery } = parameter;
  if (validateQuery) return validateQuery(passage.request.query);
  const values = valuesOf(parameter, passage);
  return values === null ? none : parameter.validate(values);
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
