import { createHash } from 'node:crypto';
import type { HeaderList, RecordedBody } from '../../trace/exchange.ts';
import { decoded } from './violations.ts';

/** So much of a body that is passed on is kept, to be held against the document. */
export const checkedBytes = 1024 * 1024;
/** So much of it is recorded. */
const recordedBytes = 64 * 1024;

/** Listens to a body that is passed on: counts it, hashes it, and keeps its beginning. */
export interface Tap {
  add(chunk: Buffer): void;
  /** The whole body; null when it was longer than what is kept. */
  readonly whole: Buffer | null;
  recorded(headers: HeaderList): RecordedBody | null;
}

/** A tap on a body of which nothing came yet. */
export function createTap(): Tap {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let bytes = 0;
  return {
    add(chunk) {
      hash.update(chunk);
      if (bytes < checkedBytes)
        pieces.push(bytes + chunk.length <= checkedBytes ? chunk : chunk.subarray(0, checkedBytes - bytes));
      bytes += chunk.length;
    },
    get whole() {
      return bytes > checkedBytes ? null : Buffer.concat(pieces);
    },
    recorded(headers) {
      if (bytes === 0) return null;
      const kept = Buffer.concat(pieces);
      const isWhole = bytes <= checkedBytes;
      const text = decoded(kept, headers);
      const shown = text === null ? `(${bytes} bytes, encoded)` : text.slice(0, recordedBytes);
      return {
        text: shown,
        bytes,
        sha256: hash.copy().digest('hex'),
        cut: !isWhole || text === null || shown.length < text.length,
      };
    },
  };
}
