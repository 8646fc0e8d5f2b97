import type { RequestBytes } from '../decision.ts';
import type { Passing } from './passing.ts';
import { checkedBytes } from './tap.ts';
import type { UpstreamOptions } from './upstream.ts';

/** A body that was read before the request goes on. */
export interface KnownBody {
  readonly body: RequestBytes;
  readonly bytes: Buffer;
}

/**
 * Whether a body has to be read before it is known what becomes of the request: to refuse it, or because a rule looks
 * into it. One that is long, or of unknown length, never is: it is passed on while it comes.
 */
export function checksWholeBody({ strict }: UpstreamOptions, { running, message }: Passing): boolean {
  const length = Number(message.headers['content-length'] ?? 0);
  if (!(length > 0 && length <= checkedBytes)) return false;
  return strict === true || running.rules.some(({ rule }) => rule.match.bodyFragment !== null);
}

/** Reads the body; null when the client left before it was whole. */
export async function readKnownBody({ message, response, waiter, head }: Passing): Promise<KnownBody | null> {
  if (head.headers['expect'] !== undefined) response.writeContinue();
  const pieces: Buffer[] = [];
  const isWhole = await new Promise<boolean>((resolve) => {
    const forget = waiter.connection.onUnreadable(() => resolve(message.complete));
    message.on('data', (chunk: Buffer) => pieces.push(chunk));
    message.once('end', () => {
      forget();
      resolve(true);
    });
    message.on('error', () => resolve(false));
  });
  if (!isWhole) return null;
  const bytes = Buffer.concat(pieces);
  return { bytes, body: { kind: 'text', text: bytes.toString('utf8'), bytes: bytes.length } };
}
