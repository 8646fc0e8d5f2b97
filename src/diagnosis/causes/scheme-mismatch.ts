import { bySigned, defineCause, proven, saidIn } from '../cause.ts';

/** https spoken to an http port, or the other way round. */
export const schemeMismatch = defineCause({
  name: 'scheme-mismatch',
  summary: 'One side speaks https, the other http: the scheme or the port of the base URL is wrong.',
  side: 'client',
  reference: 'RFC 9110 §4.2; nginx 497',
  runbook: 'connection-lost',
  next: [
    'Set the scheme of the base URL to what the port speaks: https for 443, http only where the documentation says so.',
    'Check the port: 8080 and 8001 are often plain, 8443 is often TLS.',
    'Look for a proxy setting that says https:// for a proxy that speaks http.',
  ],
  explanation:
    'Our workflow and {host} disagree on whether the connection is encrypted, so no request came through. We correct the scheme or port in the configuration.',
  examples: [
    {
      from: 'nginx',
      response:
        'HTTP/1.1 400 Bad Request\nServer: nginx\nContent-Type: text/html\n\n<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head><body><center><h1>400 Bad Request</h1></center><center>The plain HTTP request was sent to HTTPS port</center><hr><center>nginx</center></body></html>',
    },
    {
      from: 'Node.js: https to a plain port',
      error: 'EPROTO: write EPROTO C0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
      phase: 'connect',
    },
    { from: 'Java', error: 'EPROTO: Unsupported or unrecognized SSL message', phase: 'connect' },
    { from: 'Go', error: 'EPROTO: http: server gave HTTP response to HTTPS client', phase: 'connect' },
    {
      from: 'Go, the other way round',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: text/plain\n\nClient sent an HTTP request to an HTTPS server.',
    },
  ],
  find: (facts) => {
    // A gateway's answer tells of the connection behind it, which is not the caller's.
    if (facts.status !== null && facts.status >= 500) return null;
    const said = saidIn(
      facts,
      /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|wrong[_ ]version[_ ]number|packet length too long|corrupt message of type InvalidContentType|gave HTTP response to HTTPS client|does not look like a TLS handshake|unrecognized SSL message|ssl_error_rx_record_too_long|plaintext connection\?|character found in method name|\\x16\\x03|cleartext (communication|http traffic)|CLEARTEXT_NOT_PERMITTED|mixed (active )?content\b|App Transport Security|insecure HTTP is not allowed|\b(must|should|can only|may only|has to|have to|needs? to) be (made |sent |done |called )?(over|via|through|using|with) https\b|\b(https|ssl|tls) (is )?(required|only|mandatory)\b(?! (version|for))/i,
    );
    if (said !== null) return facts.answer === null ? proven(`the error says "${said}"`) : bySigned(facts, said);
    return facts.code === 'EPROTO' && saidIn(facts, /wrong version|unknown protocol/i) !== null
      ? proven('error code EPROTO')
      : null;
  },
});
