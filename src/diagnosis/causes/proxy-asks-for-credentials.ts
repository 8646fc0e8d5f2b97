import { defineCause, proven } from '../cause.ts';

/** The proxy wants to know who is calling. */
export const proxyAsksForCredentials = defineCause({
  name: 'proxy-asks-for-credentials',
  summary: 'A proxy on the way asks for credentials of its own; the API was not reached.',
  side: 'between',
  reference: 'RFC 9110 §15.5.8 (407)',
  runbook: 'missing-authentication',
  category: 'authentication',
  next: [
    'Configure user and password of the proxy in the platform (or take the API out of the proxy).',
    'Check that the proxy lets this host through at all.',
    'Repeat the call once that is done; the API has not seen it.',
  ],
  explanation:
    'A proxy in our network asks for credentials before it lets the call out, so the API has not seen it. We add them to the configuration of the platform.',
  examples: [
    {
      from: 'Squid',
      response:
        'HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm="proxy"\nServer: squid/6.6\nContent-Type: text/html\n\n<html><title>ERROR: Cache Access Denied</title></html>',
    },
  ],
  find: ({ status }) => (status === 407 ? proven('status 407, which only a proxy sends') : null),
});
