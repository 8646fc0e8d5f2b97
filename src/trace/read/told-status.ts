const reasons =
  'Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|(?:Method )?Not Allowed|Not Acceptable|Proxy Authentication Required|Request Time-?out|Conflict|Gone|Length Required|Precondition Failed|(?:Payload|Content|Request Entity) Too Large|(?:Request-)?URI Too (?:Long|Large)|Unsupported Media Type|Unprocessable|Locked|Failed Dependency|Too Early|Precondition Required|Too Many Requests|Request Header Fields Too Large|Internal Server Error|Internal Error|Server Error|Not Implemented|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Client Closed Request|Login Time-?out|Web Server Is Down|Origin DNS Error|SSL Handshake Failed|Invalid SSL Certificate|A Timeout Occurred|Network Authentication Required|Insufficient Storage|Loop Detected|Bandwidth Limit Exceeded|Unavailable For Legal Reasons';

/** What gateways write themselves, always with the same status. */
const ofGateways: readonly (readonly [RegExp, number])[] = [
  [/upstream request timeout/, 504],
  [/upstream connect error or disconnect\/reset before headers|no healthy upstream/, 503],
  [/no Route matched with those values|default backend - 404/, 404],
  [/(proxy error:|Error forwarding to )[^\n]*context cancell?ed/, 499],
  [/(proxy error:|Error forwarding to )[^\n]*(i\/o timeout|deadline exceeded|timeout awaiting)/, 504],
  [/(http: proxy error:|Error forwarding to )/, 502],
  [/Error from server: error dialing backend/, 502],
  [/etcdserver: request timed out|Error from server: [^\n]{0,200}(timed out|timeout)/, 504],
  [/request did not complete within (the )?(requested timeout|allowed duration)/, 504],
  [/the server is currently unable to handle the request/, 503],
  [/unable to reach the origin service|while SSL handshaking to upstream/i, 502],
  [/failed the initial dns\/balancer resolve|\bexecute\(\): DNS resolution failed/, 503],
  [/(received|send) message larger than max/, 413],
  [/ has no server available!/, 503],
  [/\bbackend_timeout\b/, 504],
  [/failed_to_(pick|connect_to)_backend|server encountered a temporary error and could not complete your request/, 502],
  [
    /did not receive a timely response|\b(backend|upstream|origin)( (service|server|request|fetch|host))? (has )?timed out/i,
    504,
  ],
  [/Unable to match incoming request to an operation/, 404],
  [/Reading the request (body|headers) timed out/, 408],
  [/BadHttpRequestException: Unexpected end of request/, 499],
  [/herokucdn\.com\/error-pages/, 503],
];

/** How programs write a status that they got; the first that fits counts. */
const tellings = [
  /\bHTTP(?:\/[\d.]+)?(?: (?:response|error|status|client error|server error)){0,4}(?:[ -]?code)?:?\s*["'([]*([45]\d{2})\b/i,
  /\b(?:http|response|resp|res)_?(?:status|code)(?:_?code)?["']?\s*(?:=>|[:=])\s*["']?([45]\d{2})\b/i,
  /\berror occurred \(([45]\d{2})\)/,
  /\btunnel (?:connection )?failed(?:, response|:) ([45]\d{2})\b|\bHTTP code ([45]\d{2}) from proxy/i,
  /\bstatus(?:[ _-]?code|[ _-]?text)?["']?(?: does not indicate success| was| is| of| for (?:\w+ ){1,4}\w+)?\s*(?:=>|[=:(])?\s*["'([]*([45]\d{2})(?![\d_])/i,
  /\bstatus(?:[ _-]?code)?\b[^\n:=\d]{0,40}[:=] ?([45]\d{2})(?![\d_])/i,
  /(?:error|exception)(?:\$\w+)?(?:[ _]?code)?["']?(?::|=>)?\s*["'([]*([45]\d{2})\b/i,
  /\bRESPONSE:?\s*([45]\d{2})\b/,
  /(?:response|code|failed|failure|error|return(?:s|ed|ing)|got|answer(?:s|ed)|replie[sd]|respond(?:s|ed)|received|refused|rejected|throw(?:s|n|ing)?|threw|giv(?:es|ing)|gave|yields|sent)\b(?: (?:with|by|an?|the|is|was|status|code|error|response|http|request|of)){0,5}[:,]?\s*["'([]*([45]\d{2})["')\]]*(?=$|[\s,.;:!])/im,
  /\b([45]\d{2}) (?:(?:Client|Server) Error|status code|error code|response)\b/i,
  new RegExp(`["'([]?\\b([45]\\d{2})[)\\]]?[,:]?[ ]+["'([]?(?:${reasons})\\b`, 'i'),
  new RegExp(`\\b(?:${reasons})["']?[ :,]*[([]([45]\\d{2})[)\\]]`, 'i'),
  /\btoo many ([45]\d{2}) error responses\b/,
  /Status: ([45]\d{2}) \(/,
  /\b(?:Exceptions?|Errors?)\.\w+: ([45]\d{2})\b/,
  /: ([45]\d{2}) - /,
  /\b(?:error|fail(?:ed|ure)?)\b[^\n:]{0,80}: ([45]\d{2}) (?=[a-z])/i,
  /\bcode["']?(?::|\s*=>|\s*=)?\s*["']?E?([45]\d{2})\b/i,
  /https?:\/\/\S{1,2000} [([]([45]\d{2})[)\]]/,
  /(?:<--|->|→|=>) ([45]\d{2})(?![\w.])/,
  /https?:\/\/\S{1,2000}: ([45]\d{2})(?= [<{[A-Za-z])/,
  /<(?:title|h1|h2)>[^<]{0,80}?\b([45]\d{2})\b/i,
  /\berror code:? ([45]\d{2})\b/i,
  /^[^\S\n]*["'([]*([45]\d{2})(?: - |[\])]*[:.]? ?|\])["'([{]*[A-Z\s]/m,
  /[([{]([45]\d{2})(?:[)\]]|, ?%?\{)/,
];

/** A client that follows no redirects, or not this one, tells the redirect as an error. */
const redirects = [
  /\bHTTPS?(?:\/[\d.]+)?(?: (?:response|error|status)){0,3}(?:[ -]?code)?:? (30[12378])\b/i,
  /\bstatus(?:[ _-]?code)?["']?(?: does not indicate success| was| is| of)?\s*[:=(]*\s*(30[12378])\b/i,
  /\b(?:got|returned|received|responded with|status|code) (?:an? |HTTP |status |code ){0,3}(30[12378])\b/i,
  /\b(30[12378])[: ]+(?:Moved (?:Permanently|Temporarily)|Found|See Other|(?:Temporary|Permanent) Redirect)\b/i,
];

/** Words of exceptions, of gRPC and of Kubernetes for a status, where they stand for themselves. */
const names: readonly (readonly [RegExp, number])[] = [
  [/^(rate_?limit(ed|_?exceeded)?|too_?many_?requests|resource_?exhausted|throttl(ed|ing)|quota_?exceeded)$/i, 429],
  [
    /^(unauthenticated|unauthorized|authentication(_?required|_?failed)?|(no|missing)_?(auth|authorization|authentication)|auth|invalid_?(token|credentials))$/i,
    401,
  ],
  [/^(permission_?denied|forbidden|access_?denied|permission|insufficient_?(scope|permissions?))$/i, 403],
  [/^((resource_?)?not_?found|no_?such_?(key|bucket|entity)|[a-z_]*_unknown)$/i, 404],
  [/^((resource_?)?(already_?)?exists|conflict|aborted)$/i, 409],
  [/^(unprocessable_?(entity|content))$/i, 422],
  [
    /^(bad_?request|invalid_?(argument|request|parameter)|failed_?precondition|out_?of_?range|validation|invalid)$/i,
    400,
  ],
  [/^(service_?unavailable|unavailable|overloaded|server_?unavailable)$/i, 503],
  [/^(deadline_?exceeded|gateway_?time_?out)$/i, 504],
  [/^(bad_?gateway)$/i, 502],
  [/^(unimplemented|not_?implemented)$/i, 501],
  [/^(internal(_?server)?|internal_?server_?error|data_?loss)$/i, 500],
];

/** Codes that stand for one status whatever is said beside them. */
const ofCodes: readonly (readonly [RegExp, number])[] = [
  [/^(internal(_?server)?(_?error)?|server_?error)$/i, 500],
  [/^(service_?unavailable|unavailable|temporarily_?unavailable)$/i, 503],
  [/^(permission_?denied|forbidden|access_?denied)$/i, 403],
  [/^(unauthenticated|unauthorized|not_?authenticated)$/i, 401],
  [/^(resource_?)?(not_?found|does_?not_?exist)$/i, 404],
  [/^(rate_?limit(ed|_?exceeded)?|too_?many_?requests|request_?limit_?exceeded)$/i, 429],
];

/** The status that a code of a body stands for; null where it stands for none, or for several. */
export function statusOfCode(code: string): number | null {
  return ofCodes.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** Where such a name stands: as the class of an exception, as a gRPC code, in what kubectl prints. */
const named = [
  /\bHTTP error: ([A-Z][a-z]+(?: [A-Z][a-z]+){0,2})$/m,
  /\bcode = (\w+) desc =/,
  /\berror occurred \((\w+)\)/,
  /\bStatus(?:[ _]?Code)?["']?(?:[.:]|\s*=\s*["'])(\w+)/,
  /\bstatus code ["'(]([A-Z]\w+)/,
  /\bStatusRuntimeException: (\w+)/,
  /\bError from server \((\w+)\)/,
  /\bserver \((Unauthorized|Forbidden)\)/,
  /\b(?:Exceptions?|errors?)[.\\](\w{4,40}?)(?:Error|Exception)?(?:: | in )/i,
  /\w::(\w{4,40}?)(?:Error|Exception)?: /,
  /\b(?:Exception|Error)\$(\w+)/,
  /(?:^|[\s.(])([A-Z]\w{3,40}?)(?:Error|Exception)\b/m,
  /\b([A-Z]{3,}(?:_[A-Z]+)*): /,
];

/** aiohttp numbers the errors of its own parser as if a server had answered. */
const ofParsers =
  /\b((?:TransferEncoding|ContentLength|ContentEncoding|LineTooLong|BadStatusLine|BadHttpMessage|InvalidHeader)\w*:?) 400\b/g;

/** Perl's and others' clients call it 500 or 599 that no answer came. */
const ofClients =
  /\b5(?:00|99)[ :]+(?:(?:Received HTTP code \d{3} from proxy|internal (?:response|exception)|can't connect to|can't verify|read timeout|server closed connection|status read failed|SSL negotiation failed|bad hostname|too many redirect\w+|timeout)\b)/i;

/** APIs number their own errors as well: a number that is only called a code, without a body behind it, need not be a status. */
export function isMerelyCode(text: string, status: number): boolean {
  const called = `code["']?(?: of| was| is)?\\s*(?:=>|[=:(])?\\s*["']?${status}\\b(?! - |\\. (?:Errors|Raw Message):)`;
  const names = [...text.matchAll(new RegExp(`(?<!\\w)(\\w+)?[ _-]?${called}`, 'gi'))].map(([, name]) => name ?? '');
  const isOfHttp = names.some((name) => /status|http|^resp?_?$|response|return/i.test(name));
  const rest = text.replaceAll(new RegExp(called, 'gi'), '');
  return names.length > 0 && !isOfHttp && !new RegExp(`\\b${status}\\b`).test(rest);
}

/** The status that a text names by number; null when it names none. */
export function statusTold(said: string): number | null {
  const read = said.replaceAll(ofParsers, '$1');
  const text = ofClients.test(read) ? read.replaceAll(/\b5(00|99)\b/g, '') : read;
  const own = ofGateways.find(([pattern]) => pattern.test(text))?.[1];
  if (own !== undefined) return own;
  for (const telling of [...tellings, ...redirects]) {
    const found = telling
      .exec(text)
      ?.slice(1)
      .find((status) => status !== undefined);
    if (found !== undefined && isStatus(Number(found))) return Number(found);
  }
  return null;
}

/** The status that the name of an exception or of a gRPC code stands for; null when the text has none of them. */
export function statusByName(text: string): number | null {
  for (const place of named) {
    const name = place.exec(text)?.[1]?.replaceAll(' ', '');
    const found = name === undefined ? undefined : names.find(([pattern]) => pattern.test(name));
    if (found !== undefined) return found[1];
  }
  return null;
}

/** The registered ones, nginx's, Cloudflare's, the load balancers' of AWS; other numbers between are codes of an API. */
export function isStatus(number: number): boolean {
  const isOfRfcs = number <= 431 || (number >= 500 && number <= 511);
  return isOfRfcs || /^(440|444|449|45[01]|46[0134]|49[4-9]|52\d|530|561|59[5-9])$/.test(String(number));
}
