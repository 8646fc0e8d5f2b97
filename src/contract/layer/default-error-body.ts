import type { BodyContent, DeclaredResponse, Operation } from '../contract.ts';
import { isRecord } from '../document/pointer.ts';
import { fillErrorBody } from '../error-body.ts';
import type { ErrorBody, ErrorCode } from '../failure-layer.ts';

/** RFC 9457, for APIs that declare no error body at all. */
const problemDetails: ErrorBody = {
  contentType: 'application/problem+json',
  template: { type: 'about:blank', title: '{title}', status: '{status}', detail: '{message}' },
};

/** Common dialects, the plainest first. */
const dialects: readonly unknown[] = [
  problemDetails.template,
  { detail: '{message}' },
  { message: '{message}' },
  { error: '{message}' },
  { error: '{title}', message: '{message}' },
  { code: '{status}', message: '{message}' },
  { error: { code: '{status}', message: '{message}' } },
  { error: { message: '{message}' } },
  { errors: [{ message: '{message}' }] },
  '{message}',
];

interface Declared {
  readonly mediaType: string;
  readonly status: number;
  readonly content: BodyContent;
}

/** The dialect that fits most of the error bodies which the document declares; a schema that many share is asked once. */
export function chooseErrorBody(operations: readonly Operation[]): ErrorBody {
  const declared = operations.flatMap(({ responses }) => responses.flatMap(errorContents));
  if (declared.length === 0) return problemDetails;
  const contentType = mostCommon(declared.map(({ mediaType }) => mediaType));
  const own = declared.filter(({ mediaType }) => mediaType === contentType);
  const alike = [...Map.groupBy(own, ({ content }) => content.schema).values()].flatMap((ofSchema) => [
    ...Map.groupBy(ofSchema, ({ status }) => status).values(),
  ]);
  const kinds = alike.flatMap((all) => all.slice(0, 1).map((one) => ({ one, count: all.length })));
  const made = new Set(kinds.map(({ one }) => JSON.stringify(templateFor(one.content.schema))));
  const speaking = [...made].filter((text) => text.includes('{message}'));
  const templates = [...dialects, ...speaking.map((text) => JSON.parse(text) as unknown)];
  const scores = templates.map((template) =>
    kinds.reduce((sum, { one, count }) => sum + count * fitness(one, template), 0),
  );
  const template = templates[scores.indexOf(Math.max(...scores))];
  const ofSchema = kinds.find(
    ({ one }) => JSON.stringify(templateFor(one.content.schema)) === JSON.stringify(template),
  );
  const codes = codesOf(ofSchema?.one.content.schema);
  return { contentType, template, ...(codes.length === 0 ? {} : { codes }) };
}

/** The fields of a schema that hold one of several codes. */
function codesOf(schema: unknown, path: readonly string[] = []): readonly ErrorCode[] {
  const { properties } = isRecord(schema) ? schema : {};
  return Object.entries(isRecord(properties) ? properties : {}).flatMap(([name, one]) => {
    const { enum: allowed, const: only } = isRecord(one) ? one : {};
    const own = [...path, name];
    return Array.isArray(allowed) && allowed.length > 1 && only === undefined
      ? [{ path: own, allowed }]
      : codesOf(one, own);
  });
}

/** What is accepted counts; what the schema even speaks of counts more, the more of it the better. */
function fitness(one: Declared, template: unknown): number {
  if (!accepts(one, template)) return 0;
  const { schema } = one.content;
  const known = isRecord(schema) && isRecord(schema['properties']) ? schema['properties'] : {};
  const keys = isRecord(template) ? Object.keys(template) : [];
  return keys.length > 0 && keys.every((key) => Object.hasOwn(known, key)) ? 3 + keys.length / 100 : 2;
}

function errorContents({ status, content }: DeclaredResponse): readonly Declared[] {
  if (!/^([45]|default)/i.test(status)) return [];
  const sample = /^\d{3}$/.test(status) ? Number(status) : status.startsWith('5') ? 500 : 400;
  return [...content]
    .filter(([mediaType]) => mediaType.includes('json'))
    .map(([mediaType, body]) => ({ mediaType, status: sample, content: body }));
}

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? problemDetails.contentType;
}

function accepts({ content, status }: Declared, template: unknown): boolean {
  const values = { message: 'A message.', status, title: 'A title', requestId: 'a-request-id' };
  return content.validate(fillErrorBody(template, values)).length === 0;
}

const messageNames = ['detail', 'message', 'description', 'error_description', 'error', 'title', 'reason', 'msg'];
const statusNames = ['status', 'code', 'statusCode', 'status_code'];

/** A template made after a schema: its required properties, and those that most likely hold status and message. */
function templateFor(schema: unknown): unknown {
  if (!isRecord(schema)) return '{message}';
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const message = messageNames.find((name) => Object.hasOwn(properties, name));
  const status = statusNames.filter((name) => isRecord(properties[name]) && properties[name]['type'] === 'integer');
  const wanted = new Set([...required, ...status, ...(message === undefined ? [] : [message])]);
  return Object.fromEntries([...wanted].map((name) => [name, valueFor(name, properties[name], name === message)]));
}

function valueFor(name: string, schema: unknown, isMessage: boolean): unknown {
  const { type, enum: allowed, const: only, example } = isRecord(schema) ? schema : {};
  const given = only ?? (Array.isArray(allowed) ? allowed[0] : undefined);
  if (given !== undefined) return given;
  if (type !== 'object' && (isMessage || messageNames.includes(name)))
    return type === 'array' ? ['{message}'] : '{message}';
  return byType(name, schema, type) ?? example ?? textFor(name);
}

function byType(name: string, schema: unknown, type: unknown): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return statusNames.includes(name) ? '{status}' : 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return templateFor(schema);
    default:
      return undefined;
  }
}

function textFor(name: string): string {
  return /request_?id|trace_?id/i.test(name) ? '{requestId}' : '{title}';
}
