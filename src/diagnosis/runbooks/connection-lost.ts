import { defineRunbook } from './runbook.ts';

/** Connection lost: what a person does about it. */
export const connectionLost = defineRunbook({
  name: 'connection-lost',
  title: 'Connection lost',
  failures: [
    'connection-reset',
    'connection-reset-on-reuse',
    'connection-reset-mid-body',
    'empty-response',
    'truncated-body',
  ],
  summary: 'The connection broke before the answer was complete.',
  reference: 'RFC 9110 §9.2.2 (repeating requests); RFC 9112 §9.6 (tear-down); RFC 9112 §8 (incomplete messages)',
  symptom: [
    '"Connection reset by peer", "socket hang up", "empty reply from server", "terminated".',
    'It comes and goes, often with the first call after a pause.',
    'Or an answer begins with status 200 and ends in the middle.',
  ],
  meaning: [
    'The other side, or something in between, closed the connection without finishing.',
    'Without a status line nobody knows whether the request was carried out. The one exception is a kept connection that was already closed when the request was sent.',
    'A body that ends early after a status 200 is a failure, although the status says success.',
  ],
  steps: [
    {
      id: 'connection-lost.step.how-far',
      text: 'Find out how far it came: before a byte, after the status, or within the body.',
    },
    {
      id: 'connection-lost.step.reused',
      text: 'Was the connection used before? A reset on the first request after a pause is a kept connection that the server had already closed.',
    },
    {
      id: 'connection-lost.step.pattern',
      text: 'Look for a pattern: always at the same size (limit of a proxy), after the same time (idle timeout), at deployments (servers that go away).',
    },
    { id: 'connection-lost.step.other-network', text: 'Make the same call from another network or without the proxy.' },
    { id: 'connection-lost.step.length', text: 'Compare the bytes received with Content-Length.' },
  ],
  causes: [
    {
      id: 'connection-lost.cause.stale-connection',
      text: 'A kept connection had been closed by the server; the client’s idle time is longer than the server’s.',
    },
    {
      id: 'connection-lost.cause.crash',
      text: 'The server process crashed or was stopped in the middle of the request.',
    },
    {
      id: 'connection-lost.cause.middlebox',
      text: 'A firewall, proxy or load balancer cut the connection: idle time, size or policy.',
    },
    {
      id: 'connection-lost.cause.deployment',
      text: 'A server was taken out of service without finishing its requests.',
    },
    {
      id: 'connection-lost.cause.protocol',
      text: 'Client and server do not agree on TLS or HTTP version, and the server hangs up.',
    },
    {
      id: 'connection-lost.cause.truncated',
      text: 'The answer was cut while it was sent, and a client that does not check the length takes it for whole.',
    },
    {
      id: 'connection-lost.cause.lost-reply',
      text: 'The request was carried out and only its answer was lost on the way back.',
    },
  ],
  resolution: [
    {
      id: 'connection-lost.resolution.retry-idempotent',
      text: 'Repeat at once, on a new connection, what is idempotent; anything else only with an idempotency key or after checking.',
    },
    { id: 'connection-lost.resolution.idle-time', text: 'Keep idle connections for less time than the server does.' },
    {
      id: 'connection-lost.resolution.check-length',
      text: 'Treat a body that is shorter than announced, or ends without its last chunk, as a failure.',
    },
    {
      id: 'connection-lost.resolution.drain',
      text: 'Ask the provider to let servers finish their requests before they stop.',
    },
    {
      id: 'connection-lost.resolution.resume',
      text: 'For large downloads: go on where it broke with a Range request.',
    },
  ],
  neighbours: [
    'Refused: nothing was sent. Reset before a byte: unknown. Reset within the body: carried out, and half of the answer is lost.',
    'On a connection that was used before it is mostly a stale one: repeat on a new connection.',
    'TLS errors are settings, not disturbances: repeating does not help.',
  ],
  outside: [
    {
      says: 'Reset before a byte',
      command:
        'curl -H "X-API-Key: valid-key-123" -H "X-Faultline-Instruction: return-reset-connection" http://localhost:8001/alerts',
    },
    {
      says: 'Cut within the body',
      command:
        'curl -H "X-API-Key: valid-key-123" -H "X-Faultline-Instruction: return-broken-stream" http://localhost:8001/alerts',
    },
  ],
  code: [
    {
      title: 'Repeat a lost write only with a key',
      language: 'python',
      text: `import uuid


def create_once(api, body, attempts=3):
    headers = {"Idempotency-Key": str(uuid.uuid4())}  # the same on every attempt of this call
    for attempt in range(1, attempts + 1):
        try:
            return api.post("/alerts", json=body, headers=headers, timeout=30)
        except ConnectionError:
            if attempt == attempts:
                raise
`,
    },
  ],
  remedies: ['retry-limit'],
  standards: [
    'The reference speaks only of "network timeouts". RFC 9110 §9.2.2 tells apart what was never sent (repeat anything) from what may have been carried out (repeat what is idempotent).',
  ],
  explanation:
    'The connection to the API broke before the answer was complete. This is usually a short disturbance of the network or a server that was being restarted. Calls that only read are repeated automatically. For calls that create or change something we first check whether they went through, so that nothing happens twice.',
  escalate: [
    {
      id: 'connection-lost.escalate.share',
      text: 'More than a few calls in a hundred are affected for 15 to 30 minutes.',
    },
    {
      id: 'connection-lost.escalate.same-size',
      text: 'It happens at the same size or after the same time on each occasion: involve whoever runs the proxy or firewall first, then the provider.',
    },
    {
      id: 'connection-lost.escalate.incomplete',
      text: 'Answers with status 200 arrive incomplete: report it at once, because other clients may take them for whole.',
    },
  ],
});
