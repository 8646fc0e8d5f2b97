import type { ErrorBody } from '../contract/failure-layer.ts';
import { headerOf, type RecordedResponse } from '../trace/exchange.ts';

/** The body as JSON; undefined when it is none. */
export function jsonOf(response: Pick<RecordedResponse, 'body'>): unknown {
  try {
    return JSON.parse(response.body?.text ?? '') as unknown;
  } catch {
    return undefined;
  }
}

/** Where the error dialect puts its message: the keys that lead to `{message}` in the template. */
function messagePath(template: unknown): readonly string[] | null {
  if (template === '{message}') return [];
  if (typeof template !== 'object' || template === null) return null;
  for (const [key, value] of Object.entries(template)) {
    const rest = messagePath(value);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);
}

/** The message in an error answer, read where the API's own dialect keeps it; undefined when there is none. */
export function errorMessage(response: RecordedResponse, dialect: ErrorBody): string | undefined {
  const body = jsonOf(response);
  const value = at(body, messagePath(dialect.template) ?? ['detail']);
  return typeof value === 'string' ? value : undefined;
}

/** Why an answer isn't in the API's error dialect; null when it is. */
export function dialectViolation(response: RecordedResponse, dialect: ErrorBody): string | null {
  const contentType = headerOf(response.headers, 'content-type')?.split(';')[0]?.trim() ?? 'no content type';
  const wanted = dialect.contentType.split(';')[0]?.trim() ?? '';
  if (contentType !== wanted) return contentType;
  const body = jsonOf(response);
  const keys = Object.keys((dialect.template ?? {}) as object);
  const fits = typeof body === 'object' && body !== null && keys.every((key) => Object.hasOwn(body, key));
  return fits && errorMessage(response, dialect) !== undefined ? null : (response.body?.text ?? 'no body');
}
