import { defineFault } from './fault.ts';
import { bytes, groupsOf, sizePattern, withSize } from './instruction-text.ts';
import { afterBytes, read } from './options.ts';

const plain = withSize('return-broken-stream');

/** Less body than `Content-Length` announced, then an orderly end (FIN). */
export const truncatedBody = defineFault({
  name: 'truncated-body',
  summary: 'announces the whole body, sends a part of it and closes the connection (FIN)',
  reference: 'RFC 9112 §8; storage-testbench return-broken-stream',
  wiremock: null,
  phrase: 'a truncated body',
  parseInstruction(text) {
    const groups = groupsOf(`return-broken-stream-final-chunk-after-${sizePattern}`, text);
    return groups === null ? plain(text) : { afterBytes: bytes(groups[0], groups[1]) };
  },
  instruction: 'return-broken-stream-after-1K',
  options: [afterBytes],
  acts: 'backend',
  transport: true,
  seen: { fetch: '200, then terminated: UND_ERR_SOCKET', nodeHttp: '200, then ECONNRESET: aborted' },
  class: 'retryable-if-idempotent',
  effect: (options) => ({ kind: 'close', afterBytes: read(options, afterBytes) }),
});
