/**
 * Error bodies in the shape that a response declares: its fields are found by name and type, filled with what was wrong,
 * and held against the response's own schema before they go out.
 */
import type { BodyContent, DeclaredResponse } from '../contract.ts';
import { isRecord } from '../document/pointer.ts';
import { sampleOf } from '../sample-schema.ts';
import { type Document, mergedSchema } from '../schema-parts.ts';
import { branchesOf, type Filling, fillShape } from './fill.ts';
import { slotsOf } from './slots.ts';
import type { ErrorValues } from './values.ts';

export type { ErrorValues, SpokenViolation } from './values.ts';

/** An error body and its media type. */
export interface FittedError {
  readonly contentType: string;
  readonly body: unknown;
}

/** The error in the response's own shape; null where it declares no shape that a message fits into. */
export function fittedError(declared: DeclaredResponse, document: Document, values: ErrorValues): FittedError | null {
  const [contentType, content] = contentOf(declared) ?? [];
  if (contentType === undefined || content === undefined) return null;
  if (/^text\/(plain|\*)$/.test(contentType)) return { contentType: 'text/plain', body: values.message };
  const type = contentType.includes('*') ? 'application/json' : contentType;
  if (!/[/+]json\b/.test(type)) return null;
  const body = bodyOf(content, document, values);
  return body === undefined ? null : { contentType: type, body };
}

function contentOf({ content }: DeclaredResponse): readonly [string, BodyContent] | undefined {
  const all = [...content];
  const likeness = [/json/, /^(application|\*)\/\*$/, /^text\/plain$/, /./];
  return likeness.map((wanted) => all.find(([type]) => wanted.test(type))).find((found) => found !== undefined);
}

function bodyOf(content: BodyContent, document: Document, values: ErrorValues): unknown {
  let silent: unknown;
  for (const make of attempts(content, document, values)) {
    const body = make();
    if (body === undefined || content.validate(body).length > 0) continue;
    if (says(body, values)) return body;
    silent ??= body;
  }
  return silent;
}

/** A shape without a place for the message is the last choice. */
function says(body: unknown, { message, violations }: ErrorValues): boolean {
  const told = JSON.stringify(body);
  return [message, ...violations.map(({ text }) => text)].some((text) =>
    told.includes(JSON.stringify(text).slice(1, -1)),
  );
}

/** The most telling body first, the plainest last. */
function attempts(content: BodyContent, document: Document, values: ErrorValues): readonly (() => unknown)[] {
  const { schema, examples } = content;
  const [example] = Object.values(examples);
  if (schema === true) return [() => (isRecord(example) ? overlaid(example, values) : undefined)];
  const branches = Math.max(1, Math.min(8, branchesOf(mergedSchema(schema, document)).length));
  const speaker = { ...values, violation: null };
  const filled = (branch: number, bare: boolean) => (): unknown => {
    const filling: Filling = { document, speaker, branch, bare };
    return fillShape(schema, '', filling);
  };
  const numbers = Array.from({ length: branches }, (_, at) => at);
  return [
    ...(isRecord(example) ? [() => completed(example, filled(0, false)())] : []),
    ...numbers.map((branch) => filled(branch, false)),
    ...numbers.map((branch) => filled(branch, true)),
    ...(isRecord(example) ? [() => overlaid(example, values), () => example] : []),
    () => overlaid(sampleOf(schema, document), values),
    () => overlaid(sampleOf(schema, document, 0, { full: true }), values),
    () => sampleOf(schema, document),
  ];
}

/** What the document's example says of an error like this, with what is known of this one: codes are the example's. */
function completed(example: Readonly<Record<string, unknown>>, filled: unknown): unknown {
  if (!isRecord(filled)) return filled;
  const kept = Object.entries(example).filter(([name, value]) => {
    const [slot] = slotsOf(name);
    if (!Object.hasOwn(filled, name)) return !Array.isArray(value);
    return (
      slot === 'code' || slot === 'type' || slot === undefined || (slot === 'title' && Object.hasOwn(filled, 'message'))
    );
  });
  const merged = kept.map(([name, value]) => {
    const made = filled[name];
    return [name, isRecord(value) && isRecord(made) ? completed(value, made) : value] as const;
  });
  return { ...filled, ...Object.fromEntries(merged) };
}

/** The value with the message in the first text where one fits. */
function overlaid(value: unknown, values: ErrorValues): unknown {
  if (typeof value === 'string') return values.message;
  if (!isRecord(value)) return value;
  const texts = Object.entries(value).filter(([, one]) => typeof one === 'string');
  const named =
    texts.find(([name]) => slotsOf(name)[0] === 'message') ?? texts.find(([name]) => slotsOf(name)[0] === 'title');
  if (named !== undefined) return { ...value, [named[0]]: values.message };
  const inner = Object.entries(value).find(([, one]) => isRecord(one));
  if (inner !== undefined) return { ...value, [inner[0]]: overlaid(inner[1], values) };
  return texts[0] === undefined ? value : { ...value, [texts[0][0]]: values.message };
}
