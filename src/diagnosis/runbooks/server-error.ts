import { defineRunbook } from './runbook.ts';

/** Server error: what a person does about it. */
export const serverError = defineRunbook({
  name: 'server-error',
  title: 'Server error',
  failures: ['500', '501', '505', '507', '508', '511', '520'],
  summary: 'The API took the request and broke while it worked on it.',
  reference: 'RFC 9110 §15.6.1',
  symptom: [
    'Everything worked, and from one moment on all requests fail.',
    'Or one kind of call, or one input, fails every time while the others work.',
  ],
  meaning: [
    'The fault is on the side of the provider: its code or its infrastructure.',
    'The request may be perfectly valid.',
    'Behind it is an error nobody handled, a database that fails, a backend that crashed.',
    'Whether the request was carried out is not known. A repeat is harmless for reading and for operations that are idempotent, and may act twice for the rest.',
    'It is not the client’s fault, but the client decides what becomes of it: wait, repeat within limits, or stop.',
  ],
  steps: [
    { id: 'S6.step.consistent', text: 'Does it happen each time, or now and then?' },
    { id: 'S6.step.again', text: 'Send the same request once more after a short pause: it may have been momentary.' },
    { id: 'S6.step.status-page', text: 'Read the provider’s status page.' },
    { id: 'S6.step.other-parameters', text: 'Send the request with other values: does a particular input set it off?' },
    { id: 'S6.step.other-endpoints', text: 'Try other operations: is all of the API affected, or one part?' },
    {
      id: 'server-error.step.request-id',
      text: 'Note the time in UTC and the request id of each failure: the provider will ask for them.',
    },
  ],
  causes: [
    { id: 'S6.cause.database-timeout', text: 'For a time: the connection to the database timed out.' },
    { id: 'S6.cause.memory', text: 'For a time: memory ran out under load.' },
    { id: 'S6.cause.edge-case', text: 'For a time: an unusual case met an error nobody had handled.' },
    { id: 'S6.cause.bad-deployment', text: 'Lasting: a deployment broke something.' },
    { id: 'S6.cause.corruption', text: 'Lasting: data in the database is damaged.' },
    { id: 'S6.cause.dependency', text: 'Lasting: a system that the API depends on fails.' },
    { id: 'S6.cause.input-value', text: 'By input: one particular value sets off the error.' },
    {
      id: 'S6.cause.null-reference',
      text: 'By input: something that the code relies on is missing, and it follows an empty reference.',
    },
    {
      id: 'S6.cause.injection',
      text: 'By input: characters in the input reach a query unescaped. That is a vulnerability of the provider; report it and do not probe it further.',
    },
  ],
  resolution: [
    {
      id: 'S6.resolution.backoff',
      text: 'Repeat with waits that double (2, 4, 8 seconds) and a random share. Repeat a request that creates or changes something only with an idempotency key, or after looking whether it went through.',
    },
    {
      id: 'S6.resolution.max-attempts',
      text: 'Set a maximum of attempts, and give up then. Never repeat without end.',
    },
    {
      id: 'S6.resolution.retryable',
      text: 'Treat it as worth repeating, unlike an error of the 400s; an input that fails the same way each time is the exception.',
    },
    { id: 'S6.resolution.status-page', text: 'If it lasts: follow the status page of the provider.' },
    { id: 'S6.resolution.support', text: 'If it lasts: report it to the support of the provider.' },
    { id: 'S6.resolution.support-time', text: 'Give the exact time of the failures, in UTC.' },
    { id: 'S6.resolution.support-request-id', text: 'Give the request ids, if the answers had any.' },
    { id: 'S6.resolution.support-payload', text: 'Give the payload, without credentials and personal data.' },
    {
      id: 'S6.resolution.breaker',
      text: 'If it lasts: stop calling for a while (a circuit breaker that opens after 5 failures), try one call after a pause, and go on when it succeeds.',
    },
  ],
  neighbours: [
    '500 is an error in the code or data behind the API; 502, 503 and 504 are about reaching it.',
    'A 500 that one input always causes is a bug to report, not a disturbance to wait for.',
    '501 and 505 are no disturbance at all: the server does not do that.',
  ],
  outside: [
    { says: 'Always 500', command: 'curl http://localhost:8001/simulate-server-error' },
    {
      says: 'The same failure on any operation, once',
      command:
        'curl -H "X-API-Key: valid-key-123" -H "X-Faultline-Instruction: return-500" http://localhost:8001/alerts',
    },
  ],
  code: [
    {
      title: 'Retry with a limit, and only what may be repeated',
      language: 'python',
      text: `import random
import time

SAFE = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}


def with_retries(send, method, attempts=4, first=2.0):
    wait = first
    for attempt in range(1, attempts + 1):
        answer = send()
        may_repeat = answer.status_code in (500, 502, 503, 504) and method in SAFE
        if not may_repeat or attempt == attempts:
            return answer
        time.sleep(random.uniform(wait / 2, wait))
        wait *= 2
`,
    },
    {
      title: 'A circuit breaker that closes again',
      language: 'python',
      text: `import time


class CircuitBreaker:
    def __init__(self, threshold=5, pause=30.0):
        self.threshold, self.pause = threshold, pause
        self.failures, self.opened = 0, None

    def call(self, send):
        if self.opened is not None and time.monotonic() - self.opened < self.pause:
            raise RuntimeError("the circuit is open: the API was down a moment ago")
        try:
            result = send()  # after the pause this one call is the probe
        except Exception:
            self.failures += 1
            if self.failures >= self.threshold:
                self.opened = time.monotonic()
            raise
        self.failures, self.opened = 0, None
        return result
`,
    },
  ],
  remedies: ['retry-limit', 'circuit-breaker', 'backoff'],
  standards: [
    'The reference calls every 500 retryable. RFC 9110 §9.2.2 is stricter: what is not idempotent (POST, PATCH) SHOULD NOT be repeated by itself, because the first one may have been carried out.',
    'The reference’s breaker opens and never closes again; one that works lets a probe through after a pause.',
    'Its loop with three attempts waits twice (2 and 4 seconds), not three times.',
  ],
  explanation:
    'The provider of the API has a fault on its side; neither your integration nor your data is the cause. The workflow repeats the affected calls by itself, a limited number of times, so a short disturbance will pass unnoticed. If it goes on, I will report it to the provider’s support with times and request ids, and I am watching their status page meanwhile.',
  escalate: [
    { id: 'S6.escalate.lasting', text: 'The error has lasted for 15 to 30 minutes.' },
    { id: 'S6.escalate.critical', text: 'A critical workflow depends on it: then at once.' },
    { id: 'S6.escalate.no-announcement', text: 'The status page says nothing of it.' },
    {
      id: 'S6.escalate.one-input',
      text: 'It goes with one particular input: you may have found a defect that the provider does not know.',
    },
  ],
});
