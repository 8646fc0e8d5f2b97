import { defineCause, likely, proven, saidIn } from '../cause.ts';

/** The other side closed the connection in good order, without a byte of an answer. */
export const closedWithoutAnswer = defineCause({
  name: 'closed-without-answer',
  summary:
    'The server took the request and closed the connection without an answer: a crash, a restart, or a proxy that gave up.',
  side: 'provider',
  reference: 'RFC 9110 §9.2.2; curl 52, CURLE_GOT_NOTHING',
  runbook: 'connection-lost',
  next: [
    'Whether the request was carried out is unknown: repeat reads, look first for what a write may have done.',
    'See whether it happens with this input only (then the server crashes on it) or with all.',
    'Give the provider the time in UTC: their log of crashes and restarts has the rest.',
  ],
  explanation:
    'The API closed the connection without answering, so we do not know whether the request was carried out. We repeat what is safe to repeat and ask the provider with the exact times.',
  examples: [
    { from: 'undici', error: 'UND_ERR_SOCKET: other side closed', phase: 'response' },
    { from: 'curl', error: 'UND_ERR_SOCKET: Empty reply from server', phase: 'response' },
    {
      from: 'Python requests',
      error:
        "RemoteDisconnected: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
      phase: 'response',
    },
  ],
  find: (facts) => {
    if (facts.answer !== null || facts.code === null) return null;
    if (facts.code === 'UND_ERR_SOCKET')
      return proven('the other side closed the connection before a byte of an answer');
    const said = saidIn(
      facts,
      /socket hang up|closed connection without response|empty reply|server disconnected|NoHttpResponse/i,
    );
    return said === null ? null : likely(`the error says "${said}"`);
  },
});
