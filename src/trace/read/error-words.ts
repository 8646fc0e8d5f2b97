import type { Phase } from '../exchange.ts';

/** An error of a client in the machine's words. */
export interface ReadError {
  /** Node's or undici's code. */
  readonly code: string;
  readonly phase: Phase;
}

const chrome: Readonly<Record<string, string>> = {
  CONNECTION_REFUSED: 'ECONNREFUSED',
  CONNECTION_RESET: 'ECONNRESET',
  CONNECTION_CLOSED: 'UND_ERR_SOCKET',
  EMPTY_RESPONSE: 'UND_ERR_SOCKET',
  NAME_NOT_RESOLVED: 'ENOTFOUND',
  CONNECTION_TIMED_OUT: 'UND_ERR_CONNECT_TIMEOUT',
  TIMED_OUT: 'UND_ERR_HEADERS_TIMEOUT',
  ADDRESS_UNREACHABLE: 'EHOSTUNREACH',
  INTERNET_DISCONNECTED: 'ENETUNREACH',
  CERT_DATE_INVALID: 'CERT_HAS_EXPIRED',
  CERT_AUTHORITY_INVALID: 'SELF_SIGNED_CERT_IN_CHAIN',
  CERT_COMMON_NAME_INVALID: 'ERR_TLS_CERT_ALTNAME_INVALID',
  SSL_PROTOCOL_ERROR: 'EPROTO',
  ABORTED: 'ABORTED',
  FAILED: 'UNKNOWN',
  CONTENT_LENGTH_MISMATCH: 'ERR_CONTENT_LENGTH_MISMATCH',
  INCOMPLETE_CHUNKED_ENCODING: 'HPE_INVALID_EOF_STATE',
  INVALID_CHUNKED_ENCODING: 'HPE_INVALID_CHUNK_SIZE',
  INVALID_HTTP_RESPONSE: 'HPE_INVALID_CONSTANT',
};

/** Chrome's `net::ERR_…` as Node's code; what isn't known keeps its name. */
export function chromeErrorCode(text: string): string {
  const name = /ERR_([A-Z0-9_]+)/.exec(text)?.[1];
  return name === undefined ? (readErrorWords(text)?.code ?? 'UNKNOWN') : (chrome[name] ?? `ERR_${name}`);
}

/** Words of runtimes and tools, the special before the general. */
const words: readonly (readonly [RegExp, code: string, phase: Phase])[] = [
  [
    /CERT_HAS_EXPIRED|CertificateExpiredException|certificate (has )?expired|x509: certificate has expired|curl: \(60\)[^\n]*expired/i,
    'CERT_HAS_EXPIRED',
    'connect',
  ],
  [/certificate is not yet valid|CERT_NOT_YET_VALID/i, 'CERT_NOT_YET_VALID', 'connect'],
  [
    /SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate in certificate chain/i,
    'SELF_SIGNED_CERT_IN_CHAIN',
    'connect',
  ],
  [
    /DEPTH_ZERO_SELF_SIGNED_CERT|self[- ]signed certificate|x509: certificate signed by unknown authority/i,
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'connect',
  ],
  [
    /UNABLE_TO_GET_ISSUER_CERT_LOCALLY|unable to get local issuer certificate|PKIX path building failed/i,
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'connect',
  ],
  [
    /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|remote certificate is invalid|could not establish trust relationship|certificate verify failed|CERTIFICATE_VERIFY_FAILED|NSURLErrorDomain Code=-1202/i,
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'connect',
  ],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID|SSLPeerUnverifiedException|Hostname\/IP does not match|hostname .{1,120} doesn't match|no alternative certificate subject name matches|x509: certificate is valid for/i,
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'connect',
  ],
  [
    /wrong version number|EPROTO|ssl_error_rx_record_too_long|http: server gave HTTP response to HTTPS client/i,
    'EPROTO',
    'connect',
  ],
  [
    /(sslv3|tlsv1|ssl\/tls) alert \w+|handshake[_ ]failure|SSLHandshakeException|HandshakeException|could not create SSL\/TLS secure channel|NSURLErrorDomain Code=-1200|curl: \(35\)/i,
    'EPROTO',
    'connect',
  ],
  [/EAI_AGAIN|Temporary failure in name resolution/i, 'EAI_AGAIN', 'connect'],
  [
    /ENOTFOUND|nxdomain|Failed host lookup|remote name could not be resolved|failed to lookup address|getaddrinfo: |NSURLErrorDomain Code=-1003|NameResolutionError|gaierror|UnknownHostException|could not resolve (host|proxy)|no such host|Name or service not known|nodename nor servname|curl: \([56]\)/i,
    'ENOTFOUND',
    'connect',
  ],
  [
    /ECONNREFUSED|Connect call failed|All connection attempts failed|Unable to connect to the remote server|NSURLErrorDomain Code=-1004|connection refused|actively refused|ConnectionRefusedError|ConnectException: Connection refused|curl: \(7\)/i,
    'ECONNREFUSED',
    'connect',
  ],
  [
    /UND_ERR_CONNECT_TIMEOUT|ConnectTimeout|OpenTimeout|SSL connection timeout|did not properly respond after a period of time|connect(ion)? (attempt )?timed ?out|connect ETIMEDOUT|Failed to connect to .{1,100} Timeout|TLS handshake timeout|dial tcp[^\n]{1,100}i\/o timeout/i,
    'UND_ERR_CONNECT_TIMEOUT',
    'connect',
  ],
  [/EHOSTUNREACH|no route to host|NoRouteToHost/i, 'EHOSTUNREACH', 'connect'],
  [/ENETUNREACH|network is unreachable|NSURLErrorDomain Code=-1009/i, 'ENETUNREACH', 'connect'],
  [
    /ERR_INVALID_CHAR|Invalid character in header content|InvalidHeader|invalid header (field )?value|Illegal header value/i,
    'ERR_INVALID_CHAR',
    'connect',
  ],
  [/UND_ERR_BODY_TIMEOUT|Body Timeout/i, 'UND_ERR_BODY_TIMEOUT', 'body'],
  [
    /UND_ERR_HEADERS_TIMEOUT|Headers Timeout|ReadTimeout|Read timed out|SocketTimeoutException|ESOCKETTIMEDOUT|NSURLErrorDomain Code=-1001|Client\.Timeout exceeded|context deadline exceeded/i,
    'UND_ERR_HEADERS_TIMEOUT',
    'response',
  ],
  [/curl: \(28\)|Operation timed out|Operation too slow/i, 'UND_ERR_HEADERS_TIMEOUT', 'response'],
  [
    /TimeoutError|timeout of \d+ ?ms exceeded|ECONNABORTED|aborted due to timeout|ETIMEDOUT|timed out/i,
    'TIMEOUT',
    'response',
  ],
  [
    /IncompleteRead|transfer closed with|ERR_CONTENT_LENGTH_MISMATCH|curl: \(18\)|unexpected EOF|premature (close|end of)/i,
    'ERR_CONTENT_LENGTH_MISMATCH',
    'body',
  ],
  [/HPE_[A-Z_]+/, 'HPE_INVALID_CONSTANT', 'response'],
  [
    /Received HTTP\/0\.9|BadStatusLine|malformed HTTP (status|response)|curl: \((1|8)\)/i,
    'HPE_INVALID_CONSTANT',
    'response',
  ],
  [
    /other side closed|Empty reply from server|RemoteDisconnected|Remote end closed connection|socket hang up|NoHttpResponseException|Server ?disconnected|curl: \(52\)/i,
    'UND_ERR_SOCKET',
    'response',
  ],
  [
    /ECONNRESET|connection (was )?reset|forcibly closed by the remote host|ConnectionResetError|curl: \(56\)/i,
    'ECONNRESET',
    'response',
  ],
  [/EPIPE|broken pipe/i, 'EPIPE', 'response'],
  [/AbortError|ERR_CANCELED|The operation was aborted|ABORT_ERR/i, 'ABORTED', 'response'],
];

/** Words that say little, where no others are. */
const broad: readonly (readonly [RegExp, code: string, phase: Phase])[] = [
  [/SSL connection could not be established|SSLError\b|TLS error/i, 'EPROTO', 'connect'],
];

/** The error that a text tells of, in the words of Node, undici, Python, Java, Go, curl; null when it tells of none. */
export function readErrorWords(text: string): ReadError | null {
  // PHP and R name libcurl's number another way than curl itself.
  const plain = text.replaceAll(/\bcurl error:? (\d+)/gi, 'curl: ($1)');
  const found = words.find(([pattern]) => pattern.test(plain)) ?? broad.find(([pattern]) => pattern.test(plain));
  if (found === undefined) return null;
  const [pattern, code, phase] = found;
  const parser = pattern.source.startsWith('HPE_') ? pattern.exec(text)?.[0] : undefined;
  return { code: parser ?? code, phase };
}
