/** What gateways mean by the flags of their logs, in the words of their own answers; the first that fits counts. */
const meanings: Readonly<Record<'envoy' | 'haproxy' | 'heroku' | 'squid', readonly (readonly [RegExp, string])[]>> = {
  envoy: [
    [/\bNR\b|route_not_found/, 'no route matched'],
    [/\bUO\b|overflow/, 'upstream connect error or disconnect/reset before headers. reset reason: overflow'],
    [/\bUH\b|no_healthy_upstream/, 'no healthy upstream'],
    [/\bNC\b|cluster_not_found/, 'no healthy upstream: there is no such cluster'],
    [/\b(UT|SI)\b|response_timeout|upstream_per_try_timeout/, 'upstream request timeout'],
    [/\b(UAEX|RBAC)\b|rbac_access_denied|ext_authz_denied/, 'RBAC: access denied'],
    [/\bRL\b|request_rate_limited/, 'local_rate_limited'],
    [/\b(DC|DR)\b|downstream_remote_disconnect/, 'the client hung up before the answer'],
    [
      /\b(UF|UC|URX|UR|LR|UPE)\b|upstream_reset_before_response_started/,
      'upstream connect error or disconnect/reset before headers',
    ],
  ],
  haproxy: [
    [/NOSRV [Ss]C/, 'No server is available to handle this request.'],
    [/^sQ/, 'No server is available to handle this request: the queue was full'],
    [/^s[HD]/, "The server didn't respond in time."],
    [/^[Ss]C/, 'upstream connect error or disconnect/reset before headers: connecting to the server failed'],
    [/^S[HD]/, 'upstream connect error or disconnect/reset before headers: the server closed the connection'],
    [/^P[RHT]/, 'Request forbidden by administrative rules.'],
    [/^[Cc]/, 'the client hung up before the answer'],
  ],
  heroku: [
    [/^H(12|15|19|20|23)$/, 'upstream request timeout'],
    [/^H14$/, 'no healthy upstream: no web process runs'],
    [/^H(11|22)$/, 'overloaded: too many requests wait for the application'],
    [/^H(27|28)$/, 'the client hung up before the answer'],
    [/^H(17|25)$/, 'the response of the application was not proper HTTP'],
    [/^H8[03]$/, 'down for maintenance'],
    [
      /^H(10|13|18|21|24|26)$/,
      'upstream connect error or disconnect/reset before headers: the application crashed or closed the connection',
    ],
  ],
  squid: [
    [/^TCP_DENIED/, 'Access control configuration prevents your request from being allowed at this time.'],
    [/^\w+_ABORTED/, 'the client hung up before the answer'],
  ],
};

/** What the flags say of an answer that the gateway wrote itself; empty where they say nothing. */
export function toldByFlags(product: keyof typeof meanings, flags: string): string {
  return meanings[product].find(([pattern]) => pattern.test(flags.trim()))?.[1] ?? '';
}
