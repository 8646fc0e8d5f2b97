import type { ErrorWords } from './error-words.ts';

/** What clients of any language call such errors, where nothing more exact was said: their names and bare words. */
export const looseWords: readonly ErrorWords[] = [
  {
    code: 'ENOTFOUND',
    phase: 'connect',
    says: [/UnknownHost|Host_?NotFound|\bhost\b[^\n]{0,60}\bnot found|could not be resolved/i],
  },
  {
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    phase: 'connect',
    says: [/certificate[^\n]{0,40}(fail|invalid|rejected|untrusted|not trusted|refused)|cert_?(verif|valid)\w* ?fail/i],
  },
  {
    code: 'EPROTO',
    phase: 'connect',
    says: [
      /secure channel|(Tls|Ssl)\w*(Fail|Error)|\b\w*_(SSL|TLS)_(ERROR|FAILED)\b|\b(ssl|tls)\b[^\n]{0,40}(fail|error)/i,
    ],
  },
  {
    code: 'ECONNREFUSED',
    phase: 'connect',
    isVague: true,
    says: [
      /ProxyError\b|FailedToOpenSocket|CONNECTION_FAILED|no listener|address (is )?(unavailable|unreachable)/i,
      /connection( with [^\n]{0,40})? could not be (established|made)/i,
      /(could not|couldn't|cannot|can't|unable to|failed to|error) ?(connect|reach|establish)/i,
    ],
  },
  {
    code: 'UNKNOWN',
    phase: 'connect',
    says: [/\bfetch failed\b|no fallback available|failed to load external entity/],
  },
  { code: 'UND_ERR_SOCKET', phase: 'response', says: [/socket (was |is )?closed|reason: :disconnected/i] },
  {
    code: 'ECONNRESET',
    phase: 'response',
    says: [
      /(connection|socket|stream)( with [^\n]{0,40})? (was |has been )?(abort|lost|dropped|terminated|broken|interrupted)/i,
    ],
  },
];
