import type { Outcome } from './exchange.ts';

const seenWithoutResponse: Readonly<Record<string, string>> = {
  TIMEOUT: 'timeout',
  ECONNREFUSED: 'refused-connection',
  UND_ERR_SOCKET: 'empty-response',
};

const seenInBody: Readonly<Record<string, string>> = {
  TIMEOUT: 'timeout',
  ECONNRESET: 'connection-reset-mid-body',
};

/** The name of the transport fault that a broken call looks like from outside, for targets that don't say what they did. */
export function faultSeen({ kind, code }: Exclude<Outcome, { kind: 'response' }>): string {
  if (kind === 'broken-body') return seenInBody[code] ?? (/CHUNK/.test(code) ? 'malformed-chunk' : 'truncated-body');
  return seenWithoutResponse[code] ?? (code.startsWith('HPE_') ? 'garbage' : 'connection-reset');
}
