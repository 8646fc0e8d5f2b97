import type { ErrorWords } from './error-words.ts';

/** How a call ends that was under way. */
export const waitingWords: readonly ErrorWords[] = [
  { code: 'UND_ERR_BODY_TIMEOUT', phase: 'body', says: [/UND_ERR_BODY_TIMEOUT|Body ?Timeout/i] },
  {
    code: 'UND_ERR_HEADERS_TIMEOUT',
    phase: 'response',
    says: [
      /UND_ERR_HEADERS_TIMEOUT|Headers ?Timeout|Read ?Timeout|read (operation )?timed out|ESOCKETTIMEDOUT/i,
      /SocketTimeoutException|NSURLErrorDomain Code=-1001|Client\.Timeout exceeded|context deadline exceeded/i,
      /ResponseTimeout\b|timeout awaiting 'response'|code = DeadlineExceeded|DEADLINE_EXCEEDED/i,
      /curl: \(28\)|operation timed out|operation too slow/i,
    ],
  },
  {
    code: 'TIMEOUT',
    phase: 'response',
    isVague: true,
    says: [
      /TimeoutError|TimeoutException|timeout (of|after) \d+ ?m?s|ECONNABORTED|aborted due to timeout|ETIMEDOUT|timed out/i,
      /HttpClient\.Timeout|timeout deadline: \d|timeout awaiting 'request'|reason: :?timeout\b|TransportError\) timeout|timeout was reached|599: Timeout/i,
      /(request|response|connection|read|idle|receive|send|write|socket|pool) ?time-?out\b|IOException: timeout|timeout has expired|exceeded the timeout|timeout exceeded|execution expired/i,
    ],
  },
  {
    code: 'HPE_INVALID_CONSTANT',
    phase: 'response',
    says: [
      /\bParse Error: (Header|Expected|Invalid|Missing|Unexpected|Data after|Response|Content-Length)\b/,
      /(?:invalid|unexpected) status code '(?:OK|Created|Accepted|NoContent)'|Expected HTTP 101 response but was '[23]|Unexpected (server )?response( code)?: [23]\d\d\b/,
      /HPE_[A-Z_]+|Received HTTP\/0\.9|BadStatusLine|malformed HTTP (status|response|version)|curl: \((1|8|16)\)/i,
      /\bChunk(ed)?(Expected|Invalid|Length|Size|Not|Large)\w*|\bProtocol\([A-Z]\w+\)/,
      /invalid HTTP (version|status line|response)|bad status line|illegal (request|status|header) line|HTTP2 framing layer|unrecognized response/i,
    ],
  },
  {
    code: 'ERR_HTTP2_PROTOCOL_ERROR',
    phase: 'response',
    says: [/(?:NGHTTP2_|(?<!\w))(?:PROTOCOL|FRAME_SIZE|FLOW_CONTROL|COMPRESSION)_ERROR\b/],
  },
  {
    code: 'UND_ERR_SOCKET',
    phase: 'response',
    says: [
      /other side closed|empty reply from server|RemoteDisconnected|remote end closed connection|socket hang up/i,
      /NoHttpResponseException|failed to respond|server ?disconnected|curl: \(52\)|unexpected end of stream on/i,
      /connection (was |has been |prematurely )*closed (before|while)|closed idle connection|reason: :?closed\b|IncompleteMessage/i,
      /expected to be kept alive was closed|NSURLErrorDomain Code=-1005|the underlying connection was closed/i,
      /": EOF\b|end of file reached|EOFError|connection closed by (the )?(remote|server|peer|foreign)|closed by remote host/i,
      /Detail="?Socket closed|details = "Socket closed|error reading from server: EOF|end of TCP stream/i,
      /hyper::Error\((ChannelClosed|IncompleteMessage)|header parser received no bytes|EOF reached while reading/i,
      /while sending the request[\s\S]{0,300}response ended prematurely|prematurely[\s\S]{0,300}ReadNextResponseHeader/i,
      /server returned nothing \(no headers|Error Fetching http headers|socket_closed|weird server reply/i,
      /server closed (the )?connection|peer closed connection(?! without sending complete)|connection closed unexpectedly/i,
    ],
  },
  {
    code: 'ERR_CONTENT_LENGTH_MISMATCH',
    phase: 'body',
    says: [
      /IncompleteRead|transfer closed with|ERR_CONTENT_LENGTH_MISMATCH|curl: \(18\)|unexpected EOF|response ended prematurely/i,
      /response\b[^\n]{0,60}\bEOF while parsing [^\n]*column [1-9]/i,
      /premature (close\b|end of|EOF)|unexpected end of stream(?! on)|incomplete chunked read|payload is not completed|ChunkedEncodingError|InvalidChunkLength/i,
      /transferred a partial file|error reading a body from connection|before message length reached/i,
      /without sending complete message|closed during response|content[- ]length mismatch|ClientPayloadError/i,
    ],
  },
  {
    code: 'ECONNRESET',
    phase: 'response',
    says: [
      /ECONNRESET|connection (was )?reset|forcibly closed by the remote host|ConnectionReset|connection (was )?abort/i,
      /TCP (Read|Write) failed|endpoint read failed|transport is closing|keepalive ping failed|["']?stream removed|error reading from server: read/i,
      /GOAWAY|ERR_HTTP2_(STREAM|SESSION)_|NGHTTP2_[A-Z]|stream (error|was reset)|stream \d+ was not closed cleanly|RST_STREAM|curl: \((56|92)\)|recv failure/i,
      /failure when receiving data from the peer|stream error in the HTTP\/2 framing/i,
    ],
  },
  { code: 'EPIPE', phase: 'response', says: [/EPIPE|broken pipe|curl: \(55\)|failed sending data to the peer/i] },
  {
    code: 'ABORTED',
    phase: 'response',
    says: [
      /IOException: cancell?ed|CancellationException|OperationCanceled|request (was |has been )?cancell?ed/i,
      /AbortError|ERR_CANCELED|The operation was aborted|ABORT_ERR|context canceled|code = Canceled|operation was cancell?ed/i,
    ],
  },
  {
    code: 'ERR_NETWORK',
    phase: 'response',
    isVague: true,
    says: [
      /\bERR_NETWORK\b|Error: Network Error\b|XMLHttpRequest (error|onError callback)|Network request failed/,
      /TypeError: (Failed to fetch|Load failed|NetworkError when attempting to fetch)/,
    ],
  },
  {
    code: 'UNKNOWN',
    phase: 'connect',
    isVague: true,
    says: [/APIConnectionError: Connection error|Exception - Connection error/],
  },
  { code: 'EPROTO', phase: 'connect', says: [/SSL connection could not be established|SSLError\b|TLS error/i] },
];
