import { isRecord } from './document/pointer.ts';
import type { ErrorBody } from './failure-layer.ts';
import { nearestCode } from './fitted-error/values.ts';

export type TemplateValues = Readonly<Record<string, string | number>>;

/** Replaces each `{name}` by its value, once: values are never filled in themselves. Unknown names stay as they are. */
export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replaceAll(/\{([A-Za-z][A-Za-z0-9_]*)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** The names in braces that a template asks for. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(/\{([A-Za-z][A-Za-z0-9_]*)\}/g)].map(([, name]) => name ?? '');
}

/** The body of an error as it goes on the wire: the API's dialect with its placeholders filled in. */
export function renderErrorBody({ contentType, template, codes = [] }: ErrorBody, values: TemplateValues): string {
  const speaker = { status: Number(values['status']), violation: null };
  const filled = fillErrorBody(template, values);
  const body = codes.reduce((whole, { path, allowed }) => put(whole, path, nearestCode(allowed, speaker)), filled);
  return typeof body === 'string' && !/json/i.test(contentType) ? body : JSON.stringify(body);
}

function put(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  return isRecord(body) && Object.hasOwn(body, name) ? { ...body, [name]: put(body[name], rest, value) } : body;
}

/** The same as a value. A string that is only `{status}` becomes the number. */
export function fillErrorBody(template: unknown, values: TemplateValues): unknown {
  if (typeof template === 'string') {
    return template === '{status}' ? Number(values['status']) : fillTemplate(template, values);
  }
  if (Array.isArray(template)) return template.map((item) => fillErrorBody(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillErrorBody(value, values)]));
}
