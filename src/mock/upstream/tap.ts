import { createHash } from 'node:crypto';
import type { HeaderList } from '../../trace/exchange.ts';
import type { KeptBody } from '../cases/recording.ts';
import { decoded } from './violations.ts';

/** So much of a body that is passed on is kept, to be held against the document. */
export const checkedBytes = 1024 * 1024;
/** So much of its text is kept in the trace. */
const keptLength = 64 * 1024;

/** Listens to a body that is passed on: counts it, hashes it, and keeps its beginning. */
export interface Tap {
  add(chunk: Buffer): void;
  /** The whole body; null when it was longer than what is kept. */
  readonly whole: Buffer | null;
  /** As the trace keeps it. */
  kept(headers: HeaderList): KeptBody;
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
    kept(headers) {
      if (bytes === 0) return { text: null, bytes, sha256: null };
      const text = decoded(Buffer.concat(pieces), headers);
      if (text !== null && bytes <= checkedBytes && text.length <= keptLength) return { text, bytes, sha256: null };
      const shown = text === null ? `(${bytes} bytes, encoded)` : text.slice(0, keptLength);
      return { text: shown, bytes, sha256: hash.copy().digest('hex') };
    },
  };
}
