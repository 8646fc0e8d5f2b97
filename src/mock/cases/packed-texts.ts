import type { KeptResponse } from './recording.ts';

const pageBytes = 32 * 1024;

/**
 * Texts of more units stay what they are: the few objects of a long text are soon copied, and pages of long ones would hold
 * more memory than their exchanges are counted with.
 */
const longest = 2048;

/** The most bytes that UTF-8 makes of one unit of a text. */
const mostBytesAUnit = 3;

/** One bit says of each name and value whether it stands in the record. */
const mostFields = 30;

/** What an exchange says in words, once it has ended. */
export interface Texts {
  readonly id: string;
  /** The request's body; null: it has none. */
  readonly request: string | null;
  readonly answer: KeptResponse;
}

/** The bytes of some exchanges, and the first of them: of the others only what differs from it is written. */
interface Page {
  readonly bytes: Buffer;
  readonly request: string | null;
  readonly fields: readonly string[];
  readonly text: string | null;
}

/** Whether a body stands in the record, is that of the page's first exchange, or is none. */
type Place = 'written' | 'first' | 'none';

/** The same in a record of a page. One object of numbers: the garbage collector would copy each other object too. */
export interface PackedTexts extends Omit<KeptResponse, 'text' | 'fields'> {
  readonly kind: 'packed';
  readonly page: Page;
  readonly from: number;
  readonly to: number;
  /** Where the texts end in their record, in units of a text; what is behind the last is the answer's body. */
  readonly idEnd: number;
  readonly requestEnd: number;
  readonly fieldsEnd: number;
  readonly request: Place;
  /** The fields that stand in the record, as bits; -1: all. */
  readonly fields: number;
  readonly text: Place;
}

const noPage: Page = { bytes: Buffer.alloc(0), request: null, fields: [], text: null };

/**
 * Writes the texts of exchanges one behind the other into pages of bytes.
 *
 * Of a long trace each exchange outlives several rounds of the garbage collector, which copies every string and every list
 * of it twice. What lies in a page it neither sees nor moves. A page goes with the last exchange that has its texts there.
 */
export class PackedPages {
  #page = noPage;
  #end = 0;

  /** Null: they are too long, and stay what they are. */
  pack(texts: Texts): PackedTexts | null {
    const { id, request, answer } = texts;
    if (id.length + (request?.length ?? 0) + (answer.text?.length ?? 0) > longest) return null;
    const requestPlace = placeOf(request, this.#page.request);
    const fields = differing(answer.fields, this.#page.fields);
    const text = placeOf(answer.text, this.#page.text);
    const head = requestPlace === 'written' ? `${id}${request}` : id;
    const list = listOf(answer.fields, fields);
    const record = `${head}${list}${text === 'written' ? answer.text : ''}`;
    const room = record.length * mostBytesAUnit;
    // Its fields alone are longer than a page.
    if (room > pageBytes) return null;
    if (this.#end + room > this.#page.bytes.length) {
      this.#turn(texts);
      return this.pack(texts);
    }
    const from = this.#end;
    this.#end += this.#page.bytes.write(record, from, 'utf8');
    return {
      kind: 'packed',
      page: this.#page,
      from,
      to: this.#end,
      idEnd: id.length,
      requestEnd: head.length,
      fieldsEnd: head.length + list.length,
      request: requestPlace,
      fields,
      text,
      status: answer.status,
      bytes: answer.bytes,
      sha256: answer.sha256,
    };
  }

  #turn({ request, answer }: Texts): void {
    const bytes = Buffer.allocUnsafeSlow(pageBytes);
    this.#page = { bytes, request, fields: answer.fields, text: answer.text };
    this.#end = 0;
  }
}

/** The texts again. */
export function unpack(packed: PackedTexts): Texts {
  const { page, from, to, idEnd, requestEnd, fieldsEnd, status, bytes, sha256 } = packed;
  const record = page.bytes.toString('utf8', from, to);
  return {
    id: record.slice(0, idEnd),
    request: textAt(packed.request, record.slice(idEnd, requestEnd), page.request),
    answer: {
      status,
      fields: fieldsOf(record.slice(requestEnd, fieldsEnd), page.fields, packed.fields),
      text: textAt(packed.text, record.slice(fieldsEnd), page.text),
      bytes,
      sha256,
    },
  };
}

function placeOf(text: string | null, first: string | null): Place {
  if (text === null) return 'none';
  return text === first ? 'first' : 'written';
}

function textAt(place: Place, written: string, first: string | null): string | null {
  if (place === 'none') return null;
  return place === 'first' ? first : written;
}

function differing(fields: readonly string[], first: readonly string[]): number {
  if (fields.length !== first.length || fields.length > mostFields) return -1;
  let bits = 0;
  for (let index = 0; index < fields.length; index += 1) if (fields[index] !== first[index]) bits |= 1 << index;
  return bits;
}

/** Whether the bits say that the field at this place stands in the record. */
function stands(bits: number, index: number): boolean {
  return bits === -1 || (bits & (1 << index)) !== 0;
}

/** No field holds a line break (RFC 9110 §5.5). */
function listOf(fields: readonly string[], bits: number): string {
  let list = '';
  for (let index = 0; index < fields.length; index += 1) if (stands(bits, index)) list += `${fields[index]}\n`;
  return list;
}

function fieldsOf(list: string, first: readonly string[], bits: number): readonly string[] {
  const written = list.split('\n');
  if (bits === -1) return written.slice(0, -1);
  let next = 0;
  return first.map((field, index) => (stands(bits, index) ? (written[next++] ?? '') : field));
}
