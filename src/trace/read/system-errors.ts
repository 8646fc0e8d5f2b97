import type { Phase } from '../exchange.ts';

type Known = readonly [code: string, phase: Phase];

const refused: Known = ['ECONNREFUSED', 'connect'];
const reset: Known = ['ECONNRESET', 'response'];
const aborted: Known = ['ECONNABORTED', 'response'];
const noName: Known = ['ENOTFOUND', 'connect'];
const noAnswer: Known = ['UND_ERR_CONNECT_TIMEOUT', 'connect'];
const noHost: Known = ['EHOSTUNREACH', 'connect'];
const noNetwork: Known = ['ENETUNREACH', 'connect'];
const nameServer: Known = ['EAI_AGAIN', 'connect'];

/** Numbers of Windows, of its sockets and of WinHTTP and WinINet, which come with words in the language of the machine. */
const windows: Readonly<Record<string, Known>> = {
  121: noAnswer,
  1225: refused,
  10013: noHost,
  10051: noNetwork,
  10053: aborted,
  10054: reset,
  10060: noAnswer,
  10061: refused,
  10065: noHost,
  11001: noName,
  11002: nameServer,
  11004: noName,
  12002: ['TIMEOUT', 'response'],
  12005: ['ERR_INVALID_URL', 'connect'],
  12006: ['ERR_INVALID_URL', 'connect'],
  12007: noName,
  12029: refused,
  12030: reset,
  12031: reset,
  12037: ['CERT_HAS_EXPIRED', 'connect'],
  12038: ['ERR_TLS_CERT_ALTNAME_INVALID', 'connect'],
  12044: ['EPROTO', 'connect'],
  12045: ['SELF_SIGNED_CERT_IN_CHAIN', 'connect'],
  12057: ['EPROTO', 'connect'],
  12152: ['HPE_INVALID_CONSTANT', 'response'],
  12157: ['EPROTO', 'connect'],
  12175: ['EPROTO', 'connect'],
};

/** Numbers of Linux, then of macOS. */
const unix: Readonly<Record<string, Known>> = {
  32: ['EPIPE', 'response'],
  101: noNetwork,
  103: aborted,
  104: reset,
  110: noAnswer,
  111: refused,
  113: noHost,
  51: noNetwork,
  54: reset,
  60: noAnswer,
  61: refused,
  65: noHost,
};

/** getaddrinfo's numbers. */
const names: Readonly<Record<string, Known>> = { '-2': noName, '-3': nameServer, '-5': noName };

/** NSURLErrorDomain's numbers. */
const apple: Readonly<Record<string, Known>> = {
  '-999': ['ABORTED', 'response'],
  '-1000': ['ERR_INVALID_URL', 'connect'],
  '-1001': ['TIMEOUT', 'response'],
  '-1002': ['ERR_INVALID_URL', 'connect'],
  '-1003': noName,
  '-1004': refused,
  '-1005': ['UND_ERR_SOCKET', 'response'],
  '-1006': noName,
  '-1007': ['ERR_FR_TOO_MANY_REDIRECTS', 'response'],
  '-1009': noNetwork,
  '-1011': ['HPE_INVALID_CONSTANT', 'response'],
  '-1017': ['HPE_INVALID_CONSTANT', 'response'],
  '-1018': noNetwork,
  '-1020': noNetwork,
  '-1022': ['EPROTO', 'connect'],
  '-1200': ['EPROTO', 'connect'],
  '-1201': ['CERT_HAS_EXPIRED', 'connect'],
  '-1202': ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'connect'],
  '-1203': ['SELF_SIGNED_CERT_IN_CHAIN', 'connect'],
  '-1204': ['CERT_NOT_YET_VALID', 'connect'],
  '-1205': ['EPROTO', 'connect'],
  '-1206': ['EPROTO', 'connect'],
};

const tellings: readonly (readonly [RegExp, Readonly<Record<string, Known>>])[] = [
  [/(?:WinError |SocketException \(|WSA(?:Error)? ?|WinHttp\w*:? ?)(\d{3,5})\b/i, windows],
  [/\bError (12\d{3}) calling WinHttp/i, windows],
  [/\[Errno (1\d{4})\]/i, windows],
  [/(?:\[Errno |os error |errno ?[=:]? ?|\bOs \{ code: |SocketException \()(\d{2,3})\b/i, unix],
  [/\[Errno (-\d)\]/i, names],
  [
    /(?:NSURLErrorDomain[^\d\n-]{0,12}|finished with error \[|HTTP load failed[^\n]{0,20}\(error code: |finished with error - code )(-\d{3,4})\b/,
    apple,
  ],
];

/** The error that a number of the operating system stands for, whatever language its words are in; null without one. */
export function systemError(text: string): { readonly code: string; readonly phase: Phase } | null {
  const numbered = tellings.map(([telling, numbers]) => numbers[telling.exec(text)?.[1] ?? '']);
  const found = [...numbered, windows[resultIn(text)]].find((known) => known !== undefined);
  return found === undefined ? null : { code: found[0], phase: found[1] };
}

/** A number of Windows within a result (HRESULT_FROM_WIN32): `0x80072ee2` is 12002. */
function resultIn(text: string): string {
  const digits = /\b(?:0x)?8007([\da-f]{4})\b/i.exec(text)?.[1];
  return digits === undefined ? '' : String(Number.parseInt(digits, 16));
}
