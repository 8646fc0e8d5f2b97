/** The text as JSON, or undefined when it is none: an HTML page of a proxy is no reason to fail. */
export function readJson(text: string | undefined): unknown {
  const start = text?.trimStart()[0];
  if (text === undefined || (start !== '{' && start !== '[')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A member of a JSON object; undefined when there is no object, or no such member of its own. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
