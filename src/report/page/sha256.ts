import { toBase64 } from '../base64.ts';

/** The constants of FIPS 180-4 §4.2.2: the first 32 bits of the fractional parts of roots of the first primes. */
function fractionBits(power: number, howMany: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < howMany; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map((prime) => ((prime ** power % 1) * 0x100000000) | 0);
}

const roundConstants = fractionBits(1 / 3, 64);
const startValues = fractionBits(1 / 2, 8);

const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function padded(text: string): DataView {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, index) => {
    view.setUint8(index, byte);
  });
  view.setUint8(bytes.length, 0x80);
  view.setUint32(view.byteLength - 4, bytes.length * 8);
  return view;
}

function scheduleOf(block: DataView, offset: number): readonly number[] {
  const words = Array.from({ length: 16 }, (_, index) => block.getInt32(offset + index * 4));
  const at = (index: number) => words[index] ?? 0;
  for (let index = 16; index < 64; index += 1) {
    const [early, late] = [at(index - 15), at(index - 2)];
    const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words.push((at(index - 16) + first + at(index - 7) + second) | 0);
  }
  return words;
}

function compress(state: readonly number[], words: readonly number[]): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [index, word] of words.entries()) {
    const high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + high + ((e & f) ^ (~e & g)) + (roundConstants[index] ?? 0) + word) | 0;
    const low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((value, index) => (value + (state[index] ?? 0)) | 0);
}

/** SHA-256 in base64, as a content security policy names an inline part; written here because this folder is pure. */
export function sha256Base64(text: string): string {
  const view = padded(text);
  let state = startValues;
  for (let offset = 0; offset < view.byteLength; offset += 64) state = compress(state, scheduleOf(view, offset));
  const bytes = state.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
  return toBase64(Uint8Array.from(bytes));
}
