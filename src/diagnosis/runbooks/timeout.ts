import { defineRunbook } from './runbook.ts';

/** Timeout: what a person does about it. */
export const timeout = defineRunbook({
  name: 'timeout',
  title: 'Timeout',
  failures: ['504', 'hang', 'timeout', 'client-timeout', 'hang-mid-body', 'drip', 'delay', '408', '522', '524'],
  summary: 'An answer did not come in time, from the server behind a gateway or to the client itself.',
  reference: 'RFC 9110 §15.6.5; RFC 9110 §15.5.9',
  symptom: [
    'Requests hang for a long time, often a round number of seconds (30, 60), and fail then.',
    'No answer comes, or a 504 from a gateway, often without a JSON body.',
  ],
  meaning: [
    'The request reached the gateway or load balancer.',
    'The server behind it did not answer within the time allowed.',
    'Whoever has the shortest patience gives up first. A 504 is an answer from a gateway that did. Without any answer it was your own client.',
    'Whether the request was carried out is not known: the server may still be at work on it.',
  ],
  steps: [
    {
      id: 'timeout.step.who-gave-up',
      text: 'Find out who gave up: is there a status (504: a gateway), or none (your client)?',
    },
    {
      id: 'timeout.step.duration',
      text: 'Measure how long the failing calls take. A constant time is a timeout setting: 29 or 30 seconds is typical of gateways, 60 of load balancers, and your own setting is the one to compare with.',
    },
    {
      id: 'timeout.step.size',
      text: 'Compare with a smaller request (one page, a shorter period). If that is fast, the amount of data is the cause.',
    },
    {
      id: 'timeout.step.consistent',
      text: 'Is it one operation or input, or all of them? One: a slow query. All: a server or the network.',
    },
    { id: 'timeout.step.when', text: 'Does it go with the time of day or the load?' },
    {
      id: 'timeout.step.applied',
      text: 'Before you repeat anything that creates or changes: look whether the first one went through.',
    },
  ],
  causes: [
    { id: 'S8.cause.slow-query', text: 'The backend works on a slow query, for instance over a large amount of data.' },
    { id: 'S8.cause.deadlock', text: 'Transactions in the database block each other.' },
    { id: 'S8.cause.crashed', text: 'The server behind the gateway has crashed or does not respond.' },
    { id: 'S8.cause.network', text: 'The network between gateway and backend is disturbed.' },
    {
      id: 'timeout.cause.impatient-client',
      text: 'The client’s own timeout is shorter than the operation normally takes.',
    },
    { id: 'timeout.cause.stalled-body', text: 'The answer began and then stalled.' },
  ],
  resolution: [
    { id: 'S8.resolution.smaller', text: 'Ask for less: fewer fields, a shorter period, a smaller payload.' },
    { id: 'S8.resolution.pagination', text: 'Fetch in pages instead of all at once.' },
    {
      id: 'S8.resolution.longer-timeout',
      text: 'Raise the client’s timeout where the operation is known to take long, to more than the gateway allows itself.',
    },
    { id: 'S8.resolution.provider', text: 'Report it to the provider if it keeps happening.' },
    {
      id: 'timeout.resolution.backoff',
      text: 'Repeat reading requests with growing waits, a limited number of times; others only with an idempotency key.',
    },
  ],
  neighbours: [
    '504 is an answer: a gateway waited and gave up. A client’s own timeout is none: nobody said anything.',
    'The same number of seconds each time (29, 30, 60, 100) names the gateway whose limit it is.',
    'A connection that cannot be made is no timeout of the API: firewall or address.',
  ],
  outside: [
    { says: '504 after two seconds', command: 'curl -si http://localhost:8001/simulate-timeout' },
    {
      says: 'Your own client gives up first',
      command: 'curl -s -m 1 http://localhost:8001/simulate-timeout; echo "curl ended with $?"',
    },
    {
      says: 'A page instead of everything',
      command: 'curl -H "X-API-Key: valid-key-123" "http://localhost:8001/alerts?limit=10"',
    },
  ],
  code: [
    {
      title: 'Fetch in pages',
      language: 'python',
      text: `def all_alerts(api, size=100):
    cursor = None
    while True:
        page = api.get("/alerts", params={"limit": size, "cursor": cursor}, timeout=35).json()
        yield from page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return
`,
    },
  ],
  remedies: ['pagination', 'smaller-payload', 'longer-timeout'],
  standards: [
    'The reference calls a timeout retryable. RFC 9110 §9.2.2 allows that for idempotent requests; a POST that timed out may have been carried out.',
    'The reference mixes the 504 of a gateway with a call that gets no answer; they are told apart here, because only one of them has a status.',
  ],
  explanation:
    'The API takes longer to answer than the connection is kept open, so the call is ended without a result. That can happen when a lot of data is asked for at once or when the provider’s systems are slow. We will fetch the data in smaller portions and allow more time where it is needed. If the delays go on, I will take it up with the provider.',
  escalate: [
    { id: 'timeout.escalate.small-requests', text: 'Small requests time out too, for more than 15 to 30 minutes.' },
    {
      id: 'timeout.escalate.recurring',
      text: 'The same operation times out regularly: the provider has to look at its query or raise its limit.',
    },
    {
      id: 'timeout.escalate.unknown-outcome',
      text: 'A request that changes something timed out, and you cannot find out whether it was carried out.',
    },
  ],
});
