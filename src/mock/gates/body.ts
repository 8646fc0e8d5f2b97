import type { BodyContent, RequestBody } from '../../contract/contract.ts';
import { refuse } from '../answers.ts';
import { formSchemaOf } from '../bodies/form-schema.ts';
import { bareType, contentFor } from '../bodies/media-type.ts';
import { parseBody } from '../bodies/parse-body.ts';
import type { Gate, Passage, Step } from './gate.ts';

/** 415 and 400: a body that is missing, of a type nobody declared, or that can't be parsed. */
export const body: Gate = (passage) => {
  const { requestBody } = passage.operation;
  const { body: bytes, headers } = passage.request;
  if (requestBody === null) return passage;
  if (bytes.kind !== 'text' || bytes.text === '') return requestBody.required ? refuseMissing(passage) : passage;
  const type = bareType(headers['content-type']);
  const content = type === null ? undefined : contentFor(requestBody, type);
  if (type === null || content === undefined || isEncoded(headers)) return refuseType(passage, requestBody);
  return parse(passage, bytes.text, type, content);
};

function isEncoded(headers: Readonly<Record<string, string>>): boolean {
  const encoding = headers['content-encoding'];
  return encoding !== undefined && encoding.trim().toLowerCase() !== 'identity';
}

const formTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

function parse(passage: Passage, text: string, type: string, content: BodyContent): Step {
  const schema = formTypes.has(type) ? formSchemaOf(content, passage.contract.document) : content.schema;
  const parsed = parseBody(text, type, schema, content.separators);
  switch (parsed.kind) {
    case 'parsed':
      return { ...passage, body: parsed.value, mediaType: type };
    case 'opaque':
      return { ...passage, mediaType: type };
    case 'malformed': {
      const { malformedBody } = passage.contract.layer.validation;
      const cause = { kind: 'validation', summary: `the body cannot be parsed: ${parsed.reason}` } as const;
      return refuse(passage, malformedBody, { reason: parsed.reason }, cause);
    }
    default:
      return parsed satisfies never;
  }
}

function refuseMissing(passage: Passage): Step {
  const { missingBody } = passage.contract.layer.validation;
  return refuse(passage, missingBody, {}, { kind: 'validation', summary: 'the operation needs a body, none came' });
}

function refuseType(passage: Passage, { content }: RequestBody): Step {
  const { headers } = passage.request;
  const encoding = isEncoded(headers) ? ` (${headers['content-encoding']})` : '';
  const contentType = `${headers['content-type'] ?? '(none)'}${encoding}`;
  const allowed = [...content.keys()].join(', ');
  const told = { ...passage, headers: { ...passage.headers, Accept: allowed } };
  const { mediaType } = passage.contract.layer.validation;
  const summary = `the body is ${contentType}, the operation reads ${allowed}`;
  return refuse(told, mediaType, { contentType, allowed }, { kind: 'media-type', summary });
}
