import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';

/** The request reached a server that isn't responsible. */
export const wrongServer = defineCause({
  name: 'wrong-server',
  summary: 'The request reached a server that does not serve this host: a connection shared between host names.',
  side: 'between',
  reference: 'RFC 9110 §15.5.20 (421)',
  runbook: 'connection-lost',
  next: [
    'Repeat the call on a new connection; that is allowed for every method.',
    'Check Host and SNI: a proxy may rewrite one of them.',
    'Switch connection coalescing of HTTP/2 off if it goes on.',
  ],
  explanation:
    'Our call reached a server that does not serve this address. We repeat it on a new connection, which is safe.',
  examples: [{ from: 'RFC 9110', response: 'HTTP/1.1 421 Misdirected Request\n\n' }],
  find: (facts) => {
    if (facts.status === 421) return proven('status 421');
    const said = facts.status === null || facts.status < 400 ? null : (codeIn(facts, codes) ?? saidIn(facts, words));
    return said === null ? null : { ...likely(`the answer says "${said}"`), ...ofUnknownHost };
  },
});

/** What hosters and front ends answer for a host name that nobody has set up there. */
const codes = /^(DEPLOYMENT_NOT_FOUND|NO_SUCH_APP)$/;
const words =
  /unknown (virtual )?(domain|host)\b|no such app\b|invalid host ?name\b|hostname is invalid|invalid HTTP_HOST header|invalid host header|there isn't a github pages site here|tunnel \S+ not found/i;

const ofUnknownHost = {
  summary: 'The server that the address leads to knows no site of this host name.',
  next: [
    'Compare the host name letter by letter with that of the documentation.',
    'Look which Host header arrives: a proxy may rewrite it.',
    'Ask whoever runs the server whether the name is set up there, and in use.',
  ],
};
