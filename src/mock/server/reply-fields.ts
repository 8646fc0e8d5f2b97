import type { Answer } from '../decision.ts';
import { isSameName } from '../lower-case.ts';
import { putHeader, putHeaders } from './headers.ts';

type Headers = Answer['headers'];

/** What the fields of a reply are made of: later ones stand in the place of earlier ones of the same name. */
export interface FieldSources {
  /** The headers of an answer, which most often are the very same object for each request of a kind. */
  readonly headers: Headers;
  readonly over: Headers;
  readonly added: Headers;
  readonly date: string;
  /** Null: an answer that has no `Content-Length`. */
  readonly length: string | null;
}

/** Where the values of some headers stand in a list of fields. */
interface Places {
  readonly names: readonly string[];
  readonly at: readonly number[];
}

/** The fields of one kind of reply, and where those stand that are others each time. */
interface Layout {
  readonly headers: Headers;
  readonly fields: readonly string[];
  readonly over: Places;
  readonly added: Places;
  readonly date: number;
  /** -1: it has none. */
  readonly length: number;
}

/** Of the headers that came twice running: answers that are given again and again lay out their fields once. */
let kept: Layout | undefined;
let last: Headers | undefined;

/** Names and values in turn, as they go on the wire: a list of one's own. */
export function fieldsOf(sources: FieldSources): readonly string[] {
  const known = kept === undefined ? null : fill(kept, sources);
  if (known !== null) return known;
  const fields = listed(sources);
  if (last === sources.headers && fields.every(isPlain)) kept = layOut(sources, fields);
  last = sources.headers;
  return fields;
}

function listed({ headers, over, added, date, length }: FieldSources): string[] {
  const fields: string[] = [];
  putHeaders(fields, headers);
  putHeader(fields, 'Date', '');
  if (length !== null) putHeader(fields, 'Content-Length', '');
  putHeaders(fields, over);
  putHeaders(fields, added);
  putHeader(fields, 'Date', date);
  if (length !== null) putHeader(fields, 'Content-Length', length);
  return fields.every(isPlain) ? fields : fields.map(asBytes);
}

/** Whether a value goes on the wire as it stands. */
export function isPlain(value: string): boolean {
  return !/[^\t\x20-\x7e]/.test(value);
}

/**
 * A value of other letters as the bytes of UTF-8, one letter a byte, as whoever reads it sees them (RFC 9110 §5.5). What no
 * field may hold becomes a blank, as there.
 */
function asBytes(value: string): string {
  const sendable = value.replaceAll(/(?!\t)\p{Cc}/gu, ' ');
  return Buffer.from(sendable, 'utf8').toString('latin1');
}

function layOut({ headers, over, added, length }: FieldSources, fields: readonly string[]): Layout {
  const placeOf = (name: string) => fields.findIndex((one, at) => at % 2 === 0 && isSameName(one, name)) + 1;
  const placesOf = (some: Headers): Places => ({ names: Object.keys(some), at: Object.keys(some).map(placeOf) });
  const date = placeOf('Date');
  const lengthAt = length === null ? -1 : placeOf('Content-Length');
  return { headers, fields: fields.slice(), over: placesOf(over), added: placesOf(added), date, length: lengthAt };
}

/** Null: the reply has other fields than this layout. */
function fill(layout: Layout, { headers, over, added, date, length }: FieldSources): readonly string[] | null {
  if (layout.headers !== headers || (layout.length === -1) !== (length === null)) return null;
  const fields = layout.fields.slice();
  if (!put(fields, layout.over, over) || !put(fields, layout.added, added)) return null;
  fields[layout.date] = date;
  if (length !== null) fields[layout.length] = length;
  return fields;
}

/** False: these are other headers than those that have their places, or no plain ones. */
function put(fields: string[], { names, at }: Places, headers: Headers): boolean {
  let index = 0;
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (names[index] !== name || !isPlain(value)) return false;
    fields[at[index] ?? 0] = value;
    index += 1;
  }
  return index === names.length;
}
