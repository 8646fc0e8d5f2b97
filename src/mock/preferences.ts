import { declaredResponse, type Operation } from '../contract/contract.ts';
import type { ApiRequest } from './decision.ts';

/** What a request asks of the mock by `Prefer`, or by Prism's query parameters of the same meaning. */
export interface Preferences {
  readonly code: string | null;
  readonly example: string | null;
  readonly dynamic: boolean | null;
}

/** No preference: the mock's own choice. */
export const noPreference: Preferences = { code: null, example: null, dynamic: null };

/** Reads `Prefer` (RFC 7240); as in Prism, `__code` and its like count only without it. */
export function readPreferences({ headers, query }: ApiRequest): Preferences {
  const header = headers['prefer'];
  if (header === undefined && query.size === 0) return noPreference;
  const given = header === undefined ? (name: string) => query.get(`__${name}`)?.[0] : parsePrefer(header);
  const dynamic = given('dynamic');
  return {
    code: given('code') ?? null,
    example: given('example') ?? null,
    dynamic: dynamic === undefined ? null : dynamic !== 'false',
  };
}

function parsePrefer(header: string): (name: string) => string | undefined {
  const preferences = new Map<string, string>();
  for (const [, name = '', quoted, plain] of header.matchAll(
    /([\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]+)))?/g,
  )) {
    if (!preferences.has(name.toLowerCase())) {
      preferences.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
    }
  }
  return (name) => preferences.get(name);
}

/** Whether anything was asked for. */
export function isAsked({ code, example, dynamic }: Preferences): boolean {
  return code !== null || example !== null || dynamic !== null;
}

/** What `Preference-Applied` says. */
export function appliedText({ code, example, dynamic }: Preferences): string {
  const parts = [
    code === null ? [] : [`code=${code}`],
    example === null ? [] : [`example=${/^[\w-]+$/.test(example) ? example : JSON.stringify(example)}`],
    dynamic === null ? [] : [`dynamic=${dynamic}`],
  ];
  return parts.flat().join(', ');
}

/** Why the operation can't answer so; null when it can. A wish that is quietly dropped would look fulfilled. */
export function unmetPreference(
  operation: Operation,
  { code, example }: Preferences,
): { status: number; why: string } | null {
  if (code !== null && !/^[1-5]\d\d$/.test(code)) return { status: 422, why: `"${code}" is no status code.` };
  const status = code === null ? lowestSuccess(operation) : Number(code);
  const declared = status === null ? undefined : declaredResponse(operation, status);
  if (code !== null && declared === undefined) {
    return { status: 404, why: `Requested status code ${code} is not defined in the document.` };
  }
  const examples = [...(declared?.content.values() ?? [])].flatMap((content) => Object.keys(content.examples));
  if (example === null || examples.includes(example)) return null;
  return { status: 404, why: `Requested example "${example}" is not defined for status ${status ?? 'default'}.` };
}

/** The status of Prism's own choice. */
function lowestSuccess({ responses }: Operation): number | null {
  const successes = responses
    .map(({ status }) => Number(status.replace(/x/gi, '0')))
    .filter((status) => status >= 200 && status < 300);
  return successes.length === 0 ? null : Math.min(...successes);
}
