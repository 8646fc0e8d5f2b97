import fc from 'fast-check';

/** Numbers as they stand in headers and chunks, and what is none. */
export const numberText = fc.oneof(
  fc.nat(3000).map(String),
  fc.constantFrom('-1', '1e3', '0x10', '+1', '9'.repeat(30), '', ' 1', '1 1', '1,1'),
);

/** Changes bytes, and lets the given ones be. */
export type Mutation = (bytes: Buffer) => Buffer;

/** A place in bytes of any length. */
export const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const splice = (bytes: Buffer, at: number, removed: number, added: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
/** Where that place is. */
export const at = (bytes: Buffer, where: number) => Math.floor(where * bytes.length);

const flip = fc.tuple(place, fc.nat(7)).map(
  ([where, bit]): Mutation =>
    (bytes) => {
      const index = at(bytes, where);
      return splice(bytes, index, 1, Buffer.from([(bytes[index] ?? 0) ^ (1 << bit)]));
    },
);
const cut = place.map(
  (where): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(bytes, where)),
);
const insert = fc.tuple(place, fc.uint8Array({ maxLength: 30 })).map(
  ([where, added]): Mutation =>
    (bytes) =>
      splice(bytes, at(bytes, where), 0, Buffer.from(added)),
);
const remove = fc.tuple(place, fc.nat(20)).map(
  ([where, length]): Mutation =>
    (bytes) =>
      splice(bytes, at(bytes, where), length, Buffer.alloc(0)),
);
const repeatLine = place.map(
  (where): Mutation =>
    (bytes) => {
      const lines = bytes.toString('latin1').split('\r\n');
      const index = Math.floor(where * lines.length);
      return Buffer.from(lines.toSpliced(index, 0, lines[index] ?? '').join('\r\n'), 'latin1');
    },
);
const otherNumber = fc.tuple(place, numberText).map(
  ([where, text]): Mutation =>
    (bytes) => {
      const all = [...bytes.toString('latin1').matchAll(/[0-9a-f]+(?=\r\n)/g)];
      const found = all[Math.floor(where * all.length)];
      return found === undefined ? bytes : splice(bytes, found.index, found[0].length, Buffer.from(text));
    },
);
/** One change of what a client would write. */
export const mutation = fc.oneof(flip, cut, insert, remove, repeatLine, otherNumber);
