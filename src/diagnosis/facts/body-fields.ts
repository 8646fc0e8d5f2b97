import type { Violation, ViolationKind } from '../../contract/contract.ts';
import { propertiesOf } from '../../contract/schema-parts.ts';
import type { Facts } from './index.ts';

/** The violations of these kinds that comparing with the contract found, path parameters left out. */
export function violationsOf({ against }: Facts, ...kinds: readonly ViolationKind[]): readonly Violation[] {
  return against?.violations.filter((violation) => violation.in !== 'path' && kinds.includes(violation.kind)) ?? [];
}

/** The fields that violations speak of, with the value where it is known. */
export function fieldOfViolation(violations: readonly Violation[]): string {
  const told = violations.map(({ field, details }) => {
    const { value } = details;
    return value === undefined || value === '' ? field : `${field} is ${value.slice(0, 60)}`;
  });
  return [...new Set(told)].join(', ');
}

/** Names of required fields that aren't there: by the contract, else as the answer names them. */
export function fieldsWithout(facts: Facts): readonly string[] {
  const missing = violationsOf(facts, 'missing').map(({ field }) => field);
  return missing.length > 0 ? missing : [...new Set([...listed(facts), ...structured(facts.answer?.json)])];
}

const listings = [
  /missing(?: required)? (?:fields?|parameters?|propert(?:y|ies)|arguments?|params?|keys?)s?:?\s*["'`[]*([A-Za-z_][\w.-]*(?:["'`]?,\s*["'`]?[\w.-]+)*)/i,
  /(?:field|property|parameter)s?\s+["'`]([\w.-]+)["'`]\s+(?:is|are) (?:required|missing)/i,
  /["'`]([\w.-]+)["'`] is (?:a )?(?:required|missing)/i,
  /(?:the )?([\w.-]+) (?:field|parameter|attribute|property|argument) is (?:required|missing)/i,
  /([\w.-]+)["'`]? is a required/i,
  /(?:must|have to|need to) (?:provide|specify|supply|include) (?!that\b|this\b|which\b|it\b)(?:an? |the )?(?!(?:an?|the|only|at|no|valid|either|one|your|all|both|different|another|other|new|unique|real|correct|existing|more|fewer|less)\b)["'`]?([\w.-]+)/i,
  /required (?:field|property|parameter):? ["'`]?([\w.-]+)/i,
  /([\w.-]+) should be (?:defined|present|provided)/i,
  /must have required property ["'`]([\w.-]+)["'`]/i,
  /required (?:field|property|parameter) ["'`]?([\w.-]+)["'`]? (?:is )?(?:missing|not)/i,
  /^([\w.-]+) is required/i,
  /missing (?:the )?required (?:[a-z]+ )?["'`]([\w.-]+)["'`]/i,
];

function listed({ words }: Facts): readonly string[] {
  for (const listing of listings) {
    const found = listing.exec(words)?.[1];
    if (found !== undefined) return found.split(/["'`]?,\s*["'`]?/).filter((name) => name !== '');
  }
  return [];
}

/** FastAPI's `loc`, GitHub's `field`, JSON:API's and problem details' pointers, where an entry is about something missing. */
function structured(json: unknown): readonly string[] {
  return entriesOf(json).flatMap((entry) => {
    const text = JSON.stringify([
      entry['type'],
      entry['code'],
      entry['msg'],
      entry['message'],
      entry['detail'],
      entry['keyword'],
    ]);
    return /missing|required|blank/i.test(text) ? nameIn(entry) : [];
  });
}

function nameIn(entry: Readonly<Record<string, unknown>>): readonly string[] {
  const { loc, field, param, path, pointer, name, source } = entry;
  if (Array.isArray(loc)) return loc.slice(-1).map(String);
  for (const value of [field, param, name, path, pointer, (source as { pointer?: unknown } | undefined)?.pointer]) {
    if (typeof value === 'string' && value !== '') return [value.split(/[/.]/).at(-1) ?? value];
  }
  return [];
}

function entriesOf(json: unknown, depth = 0): readonly Readonly<Record<string, unknown>>[] {
  if (depth > 4 || typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return json.slice(0, 50).flatMap((item: unknown) => entriesOf(item, depth + 1));
  const entry = json as Readonly<Record<string, unknown>>;
  return [entry, ...Object.values(entry).flatMap((value) => entriesOf(value, depth + 1))];
}

/** Names in the body that was sent; those that the contract knows are left out where there is one. */
export function unknownFields({ request, against, input }: Facts): readonly string[] {
  const { json } = request;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  const [content] = [...(against?.operation?.requestBody?.content.values() ?? [])];
  const known = content === undefined ? new Map() : propertiesOf(content.schema, input.contract?.document ?? {});
  return Object.keys(json).filter((name) => !known.has(name));
}
