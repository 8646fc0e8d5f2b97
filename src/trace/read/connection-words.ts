import type { ErrorWords } from './error-words.ts';

/** Why no connection comes about. */
export const connectWords: readonly ErrorWords[] = [
  {
    code: 'ERR_FR_TOO_MANY_REDIRECTS',
    phase: 'response',
    says: [
      /too ?many ?redirect(s|ions)|stopped after \d+ redirects|redirects followed|maximum (number of )?redirects|redirect loop|curl: \(47\)/i,
    ],
  },
  {
    code: 'ERR_INVALID_URL',
    phase: 'connect',
    says: [
      /ERR_INVALID_URL|MissingSchema|InvalidURL\b|InvalidSchema|no scheme supplied|unsupported protocol scheme/i,
      /URI::InvalidURIError|invalid URI\b|MalformedURLException|InvalidUr[il]\b|URISyntaxException|UriFormatException|relative URL without a base/i,
      /invalid request URI|must be an absolute URI|no host (supplied|in request URL)|URI with undefined scheme|scheme is not http|RelativeUrlWithoutBase|bad URI\b/i,
      /missing ['"]?(https?:\/\/|protocol)|curl: \(3\)|only absolute URLs|URL using bad\/illegal format|unknown url type/i,
    ],
  },
  {
    code: 'EAI_AGAIN',
    phase: 'connect',
    says: [
      /EAI_AGAIN|temporary failure (in name resolution|resolving)|server misbehaving|lookup [^\n]{1,120}(i\/o timeout|timed out)/i,
      /DNS (server|query|lookup|resolution)[^\n]{0,40}(timed? ?out|SERVFAIL)|SERVFAIL|try again later\)?: getaddrinfo|resolving timed out|^[^\n]{0,80}resource temporarily unavailable \([\w.-]+:\d+\)/im,
    ],
  },
  {
    code: 'ENOTFOUND',
    phase: 'connect',
    says: [
      /\bENOTFOUND\b|nxdomain|non-existing domain|failed host lookup|remote name could not be resolved|EAI_NONAME|EAI_NODATA/i,
      /(failed|unable|could not|couldn't|cannot|can't) (to )?(lookup|look up|resolve) (the )?((destination|remote|target|server|upstream|origin) )?(address|host|proxy|name|domain|server)/i,
      /could not resolve(?! to an? | all | [\w.-]+:[\w.-]+:\w)(?! (the )?(conflict|path|module|dependenc|reference|variable|template|type|user|repositor|issue))|getaddrinfo|gaierror|getAddrInfo|NameResolutionError|UnknownHostException|Unresolved ?Address/i,
      /no such host|host (is )?unknown|name or service not known|nodename nor servname|no address associated with/i,
      /couldn't resolve (host|proxy)( name)?|DNS resolution (failed|error)|name resolution failure|failed to resolve name/i,
      /NSURLErrorDomain Code=-1003|dns error|name (does not|doesn't) resolve|unknown host|curl: \([56]\)/i,
    ],
  },
  {
    code: 'EHOSTUNREACH',
    phase: 'connect',
    says: [
      /EHOSTUNREACH|no route to host|NoRouteToHost|host is (down|unreachable)/i,
      /permission denied: connect|connect EACCES|connect: (permission denied|operation not permitted)|socket in a way forbidden/i,
    ],
  },
  {
    code: 'ENETUNREACH',
    phase: 'connect',
    says: [
      /ENETUNREACH|network is (unreachable|down)|NSURLErrorDomain Code=-1009|appears to be offline|EADDRNOTAVAIL/i,
      /cannot assign requested address|can't assign requested address|internet connection is (lost|offline)/i,
    ],
  },
  {
    code: 'ECONNREFUSED',
    phase: 'connect',
    says: [
      /ECONNREFUSED|connection (was )?refused|actively refused|ConnectionRefused|refused (the|our) connection/i,
      /connection to the server [\w.:-]+ was refused|NSURLErrorDomain Code=-1004/i,
    ],
  },
  {
    code: 'UND_ERR_CONNECT_TIMEOUT',
    phase: 'connect',
    says: [
      /UND_ERR_CONNECT_TIMEOUT|connect_?time(d ?)?out|OpenTimeout|ConnectionTimeout\b(?![^\n]*Read ?Time)|SSL connection timeout|SSL handshake is taking longer|TLS handshake timeout/i,
      /did not properly respond after a period of time|connect(ion)? (attempt )?(timed ?out|timeout)|connect ETIMEDOUT/i,
      /(?:failed|unable|could ?n[o']t|cannot|can't) (?:to )?connect to [^\n]{1,120}(timed? ?out|after \d{4,} ?ms)(?![^\n]*(refused|no route))|dial tcp[^\n]{1,100}i\/o timeout/i,
      /timeout awaiting '(connect|secureConnect|lookup)'|canceled while waiting for connection|SYN_SENT|ConnectionFailed[^\n]{0,20}execution expired/i,
      /operation timed out[^\n]{0,20}connect\(2\)|semaphore timeout/i,
    ],
  },
  {
    code: 'ECONNREFUSED',
    phase: 'connect',
    isVague: true,
    says: [
      /failed to connect to all addresses|failed to pick subchannel|["']connect failed["']|no connection established/i,
      /UNAVAILABLE: io exception|error while dialing|error connecting to subchannel|error starting gRPC call/i,
      /failed to open stream: (HTTP request failed!(?! HTTP)|operation failed)|HTTP 000 CONNECTION FAILED/,
      /error trying to connect: |client error \(Connect\)|\{ kind: Connect\b/,
      /Could not connect to host\b|Connect call failed|all connection attempts failed|unable to connect to the remote server|HttpHostConnectException/i,
      /(could not|couldn't|cannot|can't|failed to) (establish a )?connect(ion)? to (the )?(server|host|remote|endpoint|\S+:\d)|curl: \(7\)/i,
    ],
  },
];

/** What a client finds wrong before it sends. */
export const requestWords: readonly ErrorWords[] = [
  {
    code: 'ERR_NO_CREDENTIALS',
    phase: 'connect',
    says: [
      /NoCredentialsError|unable to locate credentials|DefaultCredentialsError|could not load the default credentials/i,
      /(could not|unable to) (load|find|determine|automatically determine) (aws )?credentials|no valid credential sources/i,
      /failed to (retrieve|refresh|load) (cached )?credentials|CredentialUnavailable|DefaultAzureCredential failed/i,
      /CredentialsProviderError|missing credentials in config|api_key client option must be set|no API key provided\. Set/i,
    ],
  },
  {
    code: 'ERR_INVALID_CHAR',
    phase: 'connect',
    says: [
      /ERR_INVALID_CHAR|invalid character in header|InvalidHeader\b|invalid (http )?header (field )?(value|content)/i,
      /illegal header value|(new-?line|CR|LF)[^\n]{0,40}(not allowed|forbidden|invalid)[^\n]{0,20}header|non ISO-8859-1/i,
      /unexpected char 0x\w{1,4} at \d+ in|header (value )?(contains|must not contain)|header[^\n]{0,40}invalid character/i,
      /failed to parse header value|InvalidHeaderValue|has invalid value: /i,
    ],
  },
];
