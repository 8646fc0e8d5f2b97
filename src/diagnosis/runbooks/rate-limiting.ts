import { defineRunbook } from './runbook.ts';

/** Rate limiting: what a person does about it. */
export const rateLimiting = defineRunbook({
  name: 'rate-limiting',
  title: 'Rate limiting',
  failures: ['429', '425'],
  summary: 'The integration calls more often than the API allows, and is asked to wait.',
  reference: 'RFC 6585 §4; RFC 9110 §10.2.3 (Retry-After); draft-ietf-httpapi-ratelimit-headers',
  symptom: [
    'Everything works in normal operation.',
    'It fails at peaks: alert storms, bulk processing, the start of a scheduled job.',
    'Within the same minute some calls succeed and others are refused.',
  ],
  meaning: [
    'The API limits how often it may be called, to protect itself and its other users.',
    'The calls came faster than the limit. Each refused call was not carried out and can be sent again later.',
    'This is a matter of operation. The integration is not broken and the credentials are fine.',
    'Limits come per second (for instance 10), per minute (100), per hour (1,000), per day (10,000), and as a number of simultaneous requests (5). Several can hold at once, and the tightest one refuses.',
  ],
  steps: [
    {
      id: 'S4.step.published-limit',
      text: 'Look up the published limits, and what they count: per key, address, user or operation.',
    },
    {
      id: 'S4.step.request-log',
      text: 'Read from the execution log of the workflow how many calls it made, and when.',
    },
    {
      id: 'S4.step.conditions',
      text: 'Find out when it happens: only in alert storms, at the full hour, during bulk runs?',
    },
    {
      id: 'S4.step.calculate',
      text: 'Compute the real rate and hold it against the limit: 100 alerts a minute with one lookup each against 60 calls a minute cannot work.',
    },
    {
      id: 'S4.step.shared-key',
      text: 'List every workflow, script and person that uses the same key: their calls are counted together. A 429 to the first call of a run gives it away.',
    },
    {
      id: 'rate-limiting.step.hints',
      text: 'Read Retry-After and the RateLimit fields of the answer: they say how long to wait and what is left.',
    },
  ],
  causes: [
    { id: 'S4.cause.alert-storm', text: 'A burst of alerts, say 100 within a minute.' },
    { id: 'S4.cause.call-per-alert', text: 'Each alert triggers a lookup of its own, so that calls grow with alerts.' },
    {
      id: 'S4.cause.over-the-limit',
      text: 'Together they exceed what is allowed, for instance 100 calls where 60 a minute are.',
    },
    { id: 'S4.cause.same-data', text: 'The workflow asks for the same data several times.' },
    { id: 'S4.cause.no-cache', text: 'Results that hardly change are not kept.' },
    { id: 'S4.cause.parallel', text: 'Branches that run in parallel hit the API at the same moment.' },
    { id: 'S4.cause.shared-key', text: 'Several workflows use the same key.' },
    { id: 'S4.cause.combined-rate', text: 'Each stays within the limit, their sum does not.' },
    { id: 'S4.cause.neighbour', text: 'The traffic of one workflow makes another one fail.' },
    {
      id: 'rate-limiting.cause.early-retry',
      text: 'Refused calls are repeated at once, which keeps the limit exhausted.',
    },
  ],
  resolution: [
    {
      id: 'S4.resolution.spacing',
      text: 'Put a delay between calls, so that the rate stays below the limit: at 60 a minute, one second.',
    },
    {
      id: 'S4.resolution.batching',
      text: 'Ask for many items in one call where the API offers it: one list of user ids instead of a call for each.',
    },
    {
      id: 'S4.resolution.caching',
      text: 'Keep results and look each thing up once: a hundred alerts from ten domains need ten lookups.',
    },
    {
      id: 'S4.resolution.backoff',
      text: 'Repeat refused calls with waits that double (1, 2, 4, 8, 16 seconds), with a random share, a maximum number of attempts, and never earlier than Retry-After says.',
    },
    {
      id: 'S4.resolution.higher-limit',
      text: 'Have the limit raised where every call is needed at the time it is made.',
    },
    { id: 'S4.resolution.higher-limit-contact', text: 'Turn to the provider for it: sales or support, not the API.' },
    {
      id: 'S4.resolution.higher-limit-case',
      text: 'Give the use case and the volume with the request: calls per minute at the peak, and why.',
    },
    {
      id: 'S4.resolution.higher-limit-plan',
      text: 'Expect that it needs a paid tier or an enterprise plan, and have the figures ready for whoever decides.',
    },
    {
      id: 'rate-limiting.resolution.fewer-at-once',
      text: 'Let no more calls be under way at the same time than the API allows; the others wait their turn.',
    },
    {
      id: 'rate-limiting.resolution.separate-keys',
      text: 'Give each workflow its own key where the limit counts per key.',
    },
  ],
  neighbours: [
    '429 says "slow down", 503 says "I cannot": both may carry Retry-After, and the wait it names counts.',
    'A quota for a day or a plan is a 429 too, and no pause of seconds helps against it.',
    'Some APIs dress it as 403, or as 200 with an error in the body.',
  ],
  outside: [
    {
      says: 'The sixth of six quick calls is refused with 429',
      command:
        'for i in 1 2 3 4 5 6; do curl -s -o /dev/null -w "%{http_code}\\n" -H "X-API-Key: valid-key-123" http://localhost:8001/alerts; done',
    },
    {
      says: 'How long to wait, in the answer itself',
      command:
        'curl -si -H "X-API-Key: valid-key-123" http://localhost:8001/alerts | grep -iE "^(HTTP|retry-after|ratelimit)"',
    },
  ],
  code: [
    {
      title: 'Space the calls',
      language: 'python',
      text: `import time


def spaced(items, call, per_minute=60):
    pause = 60 / per_minute
    for item in items:
        started = time.monotonic()
        yield call(item)
        time.sleep(max(0, pause - (time.monotonic() - started)))
`,
    },
    {
      title: 'Ask for many at once',
      language: 'python',
      text: `def in_batches(ids, get_many, size=50):
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), size):
        yield from get_many(unique[start:start + size])
`,
    },
    {
      title: 'Look each thing up once',
      language: 'python',
      text: `known = {}


def reputation(domain, check):
    if domain not in known:
        known[domain] = check(domain)
    return known[domain]
`,
    },
    {
      title: 'Back off, and never undercut Retry-After',
      language: 'python',
      text: `import random
import time


def with_backoff(send, attempts=5, first=1.0):
    wait = first
    for attempt in range(1, attempts + 1):
        answer = send()
        if answer.status_code != 429 or attempt == attempts:
            return answer
        told = answer.headers.get("Retry-After", "")
        own = random.uniform(wait / 2, wait)
        time.sleep(max(own, float(told) if told.isdigit() else 0))
        wait *= 2
`,
    },
  ],
  remedies: ['spacing', 'batching', 'caching', 'backoff', 'fewer-at-once', 'higher-limit'],
  standards: [
    'The reference’s message names the limit only in words. RFC 6585 allows Retry-After with a 429, and the RateLimit fields are a draft; the API that ships sends both.',
    'Waits of 1, 2, 4, 8, 16 seconds add up to 31: they do not outlast a window of 60. Waiting for Retry-After does.',
    'The loop in the reference makes five attempts and so waits four times (1, 2, 4, 8); the fifth wait of its comment never happens.',
  ],
  explanation:
    'In busy periods the workflow calls the API more often than its limit allows. Nothing has failed: the API protects itself from overload and asks us to slow down, and the refused calls can be repeated. We can put short pauses between calls, combine several lookups in one call, or keep results that are needed again. For the number of alerts you have, I recommend the option that fits your peak, and we will show you the figures before and after.',
  escalate: [
    {
      id: 'rate-limiting.escalate.need',
      text: 'The need stays above the limit after spacing, batching and caching: ask the provider for more, with figures.',
    },
    {
      id: 'rate-limiting.escalate.long-wait',
      text: 'The wait asked for is longer than 15 minutes, or a daily quota is used up: schedule the work for later and tell those who wait for it.',
    },
    {
      id: 'rate-limiting.escalate.below-the-limit',
      text: 'The API refuses although the calculated rate is below the published limit: ask the provider what is counted.',
    },
  ],
});
