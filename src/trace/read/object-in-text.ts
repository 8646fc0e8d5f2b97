import { fromBareMap } from './bare-map.ts';
import { asJsonText, unescaped } from './foreign-objects.ts';
import { fromPhp } from './php-objects.ts';
import { asObject, firstOf, type Members, parseJson } from './values.ts';

/** An object or a list of objects that stood in a text, as JSON. */
export interface FoundObject {
  readonly json: unknown;
  /** As JSON, also where Python, JavaScript, Ruby, PHP, Dart or Java printed it. */
  readonly text: string;
}

/** How many opening brackets are tried: log lines have some that open nothing. */
const mostTries = 40;

/**
 * The object within a text that looks most like the answer of an API, as JSON, Python, Node, Ruby or PHP write it; null
 * when there is none. Requests are printed beside their answers, so the first that speaks of an error counts.
 */
export function objectIn(text: string): FoundObject | null {
  const found = objectsIn(text);
  return bestOf(found) ?? bestOf(objectsIn(unescaped(text)));
}

/** The object that the text begins with; null when it begins with none. */
export function objectAtStart(text: string): Members | null {
  const end = endOf(text, 0);
  return asObject(end === -1 ? null : read(text.slice(0, end))?.json);
}

function bestOf(found: readonly FoundObject[]): FoundObject | null {
  const speaking = found.filter(({ json }) => speaksOfError(json));
  const best =
    speaking.find(({ json }) => !isOfClient(json)) ??
    speaking[0] ??
    found.find(({ json }) => !isOfRequest(json)) ??
    null;
  return best && (unwrapped(best.json) ?? best);
}

/** SDKs print their whole answer: the body stands in it beside header fields and status; null where it doesn't. */
function unwrapped(json: unknown): FoundObject | null {
  const whole = asObject(json);
  const answer = asObject(whole?.['response']) ?? whole;
  if (answer === null) return null;
  const body = firstOf(answer, 'body', 'data', 'content', 'text', 'error');
  const isWhole =
    (answer !== whole || typeof body === 'string') &&
    firstOf(answer, 'status', 'statusCode', 'statusText') !== undefined;
  if (asObject(answer['headers']) === null && !isWhole) return null;
  const inner = typeof body === 'string' ? parseJson(body) : body;
  return speaksOfError(inner) ? { json: inner, text: JSON.stringify(inner) } : null;
}

function objectsIn(plain: string): readonly FoundObject[] {
  const printed = fromPhp(plain).filter((json) => isTelling(json));
  if (printed.length > 0) return printed.map((json) => ({ json, text: JSON.stringify(json) }));
  const found: FoundObject[] = [];
  let tries = 0;
  let behind = 0;
  for (const { index } of plain.matchAll(/[{[]/g)) {
    if (index < behind) continue;
    tries += 1;
    if (tries > mostTries) break;
    const { piece, end } = pieceAt(plain, index);
    if (piece !== null) found.push(piece);
    behind = end;
  }
  return found;
}

/** What a bracket opens, and where it ends; a request's is passed over. */
function pieceAt(plain: string, start: number): { readonly piece: FoundObject | null; readonly end: number } {
  const end = endOf(plain, start);
  if (end === -1) return { piece: null, end: start };
  if (isSent(plain.slice(Math.max(0, start - 200), start))) return { piece: null, end };
  const piece = read(plain.slice(start, end));
  return { piece, end: piece === null ? start : end };
}

const ofErrors =
  /^(errors?|error_?(code|message|type|description|messages|summary)|message|msg|detail|details|description|code|status|status_?code|title|ok|success|fault|exception|reason|type|__type|name)$/i;

function speaksOfError(json: unknown): boolean {
  const object = asObject(Array.isArray(json) ? json[0] : json);
  return object !== null && !isOfRequest(object) && Object.keys(object).some((name) => ofErrors.test(name));
}

/** What a client throws has a name and a status line, or a code of its own, and not the body's words. */
function isOfClient(json: unknown): boolean {
  const object = asObject(json);
  if (object === null || 'errors' in object || 'error' in object || 'body' in object || 'response' in object)
    return false;
  return 'statusMessage' in object || /^ERR_/.test(String(object['code']));
}

const ofRequests = /^(authorization|user-agent|content-type|accept|accept-encoding|host|connection)$/i;

/** Header fields, or what a client was configured with. */
function isOfRequest(json: unknown): boolean {
  const object = asObject(json);
  if (object === null) return false;
  const names = Object.keys(object);
  return (
    names.some((name) => ofRequests.test(name)) || (names.includes('url') && names.every((name) => ofCalls.test(name)))
  );
}

/** `requestInfo: { method: 'get', url: 'https://…' }`. */
const ofCalls = /^(method|url|path|params|query|timeout|baseURL|data|body)$/;

/** A request's body stands behind its name or its first line: `Data: {`, `Request body: {`, `payload={`; behind "Bad Request" an answer's. */
function isSent(before: string): boolean {
  return (
    /(?:^|\n)(?:POST|PUT|PATCH|DELETE) \S{1,180}\s*$/.test(before) ||
    /\b(?:\] Data|(?<!\b(?:bad|invalid|malformed|failed|rejected|the|this|your|an?|of|in) )request(?:[ _.-]?(?:body|data|payload|json))?|payload|params|sending|posting|post ?data)["']?\s*[:=]?\s*$/i.test(
      before,
    )
  );
}

function read(piece: string): FoundObject | null {
  const json = parseJson(piece);
  if (json !== undefined) return isTelling(json) ? { json, text: piece } : null;
  const text = asJsonText(piece);
  const converted = parseJson(text) ?? parseJson(joined(text));
  if (converted === undefined) return bare(piece);
  return isTelling(converted) ? { json: converted, text: parseJson(text) === undefined ? joined(text) : text } : null;
}

function bare(piece: string): FoundObject | null {
  const json = fromBareMap(piece);
  return json !== undefined && isTelling(json) ? { json, text: JSON.stringify(json) } : null;
}

/** Consoles break long lines, within a string too. */
function joined(text: string): string {
  return text.replaceAll(/"(?:\\.|[^"\\])*"/gs, (quoted) => quoted.replaceAll(/\r?\n\s*/g, ' '));
}

function isTelling(json: unknown): boolean {
  if (Array.isArray(json)) return json.length > 0 && json.every((item) => typeof item === 'object' && item !== null);
  return typeof json === 'object' && json !== null && Object.keys(json).length > 0;
}

/** How many quotes without an end are looked for: each costs a look through the rest of the text. */
const mostUnclosed = 20;

const steps: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** Behind the bracket that closes the one at `start`; -1 when none does. Brackets within quotes don't count. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let unclosed = 0;
  for (let at = start; at < text.length && unclosed < mostUnclosed; at += 1) {
    depth += steps[text[at] ?? ''] ?? 0;
    if (depth === 0) return at + 1;
    const end = closingQuote(text, at);
    if (end === -1) unclosed += 1;
    else at = end;
  }
  return -1;
}

/** Where the string ends that begins here: at the letter itself where none begins, -1 where it has no end. */
function closingQuote(text: string, start: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return start;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}
