import type { ErrorBody } from './failure-layer.ts';

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
export function renderErrorBody({ contentType, template }: ErrorBody, values: TemplateValues): string {
  const body = fillErrorBody(template, values);
  return typeof body === 'string' && !/json/i.test(contentType) ? body : JSON.stringify(body);
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
