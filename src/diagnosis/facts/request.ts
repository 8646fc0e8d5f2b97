import { fieldsOf } from '../../retry/index.ts';
import type { RecordedRequest } from '../../trace/exchange.ts';
import { readJson } from './answer.ts';

/** A request with everything read out of it that causes ask about. */
export interface RequestFacts {
  readonly method: string;
  /** As it was recorded. */
  readonly url: string;
  /** Empty when the recording doesn't say. */
  readonly host: string;
  /** Percent-encoded, as sent, without the query. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names as they were sent, by lower-case name. */
  readonly headerNames: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: unknown;
  /** Whether the recording holds the request's headers at all: many logs keep only the first line. */
  readonly hasHeaders: boolean;
}

/** Reads a recorded request once. A URL that can't be read is kept as the path. */
export function readRequest({ method, url, headers, body }: RecordedRequest): RequestFacts {
  const parsed = URL.parse(url);
  const text = body?.text ?? '';
  const sent = headers.filter(([name]) => !automatic.has(name.toLowerCase()));
  return {
    method,
    url,
    host: parsed === null || parsed.hostname === 'unknown.invalid' ? '' : parsed.host,
    path: parsed?.pathname ?? url,
    query: parsed === null ? [] : [...parsed.searchParams],
    headers: fieldsOf(headers),
    headerNames: Object.fromEntries(headers.map(([name]) => [name.toLowerCase(), name])),
    text,
    json: readJson(text),
    hasHeaders: sent.length > 0,
  };
}

/** What a recorder adds although it saw no header. */
const automatic = new Set(['host']);
