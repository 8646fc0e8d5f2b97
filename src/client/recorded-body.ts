import { createHash } from 'node:crypto';
import type { RecordedBody } from '../trace/exchange.ts';

/** Bytes of a body that an exchange keeps; size and hash are always those of the whole. */
const keptBytes = 64 * 1024;

/** A body as exchanges keep it; null when there was none. */
export function recordBody(bytes: Buffer | null): RecordedBody | null {
  if (bytes === null) return null;
  return {
    text: bytes.subarray(0, keptBytes).toString('utf8'),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    cut: bytes.length > keptBytes,
  };
}
