import { defineRunbook } from './runbook.ts';

/** Service unavailable: what a person does about it. */
export const serviceUnavailable = defineRunbook({
  name: 'service-unavailable',
  title: 'Service unavailable',
  failures: ['502', '503', 'refused-connection', '521', '523', '529'],
  summary: 'What stands before the API, or the API itself, takes no requests at the moment.',
  reference: 'RFC 9110 §15.6.3; RFC 9110 §15.6.4; RFC 9110 §10.2.3 (Retry-After)',
  symptom: [
    'Calls fail now and then, or all of them for a while.',
    'The message says that the service is unavailable for the time being, or the connection is refused.',
    'After a wait the same call works.',
  ],
  meaning: [
    'The infrastructure has a problem: load balancer, gateway or backend servers.',
    '502: a gateway got no proper answer from the server behind it. 503: the service declines for now, on purpose (maintenance) or from overload. A refused connection: nothing listens there, or a firewall says no; that is no HTTP answer at all, so the request was certainly not carried out.',
    'It is usually over in minutes or hours, rarely later.',
    'Unlike 500 it seldom points to a defect in the code.',
  ],
  steps: [
    {
      id: 'service-unavailable.step.which',
      text: 'Note which it was: 502, 503 or a refused connection. They point to different places.',
    },
    {
      id: 'service-unavailable.step.retry-after',
      text: 'Read Retry-After and the text: announced maintenance says when it ends.',
    },
    {
      id: 'service-unavailable.step.who-answered',
      text: 'Look at who answered: Server, Via, the form of the body. An HTML page from a proxy means that the request never reached the API.',
    },
    {
      id: 'service-unavailable.step.announcements',
      text: 'Read the status page and the announced maintenance windows of the provider.',
    },
    {
      id: 'service-unavailable.step.address',
      text: 'For a refused connection: check host, port and scheme, and connect from another network. Refused everywhere: the service is down. Refused from the platform only: a firewall or a wrong address.',
    },
    {
      id: 'service-unavailable.step.pattern',
      text: 'Lay the failures on a time line: one block (maintenance, deployment), peaks (overload), or some of the calls all the time (one of several servers is down).',
    },
  ],
  causes: [
    { id: 'S7.cause.maintenance', text: 'Planned maintenance: the provider has taken the service down to update it.' },
    { id: 'S7.cause.deployment', text: 'A deployment is in progress and a new version rolls out server by server.' },
    { id: 'S7.cause.overload', text: 'Overload: more traffic than the service can take, and it sheds a part.' },
    { id: 'S7.cause.upstream', text: 'Something that the API depends on is down.' },
    {
      id: 'service-unavailable.cause.refused',
      text: 'Nothing listens at this address: the service is stopped, the port is wrong, or a firewall rejects the call.',
    },
  ],
  resolution: [
    {
      id: 'S7.resolution.backoff',
      text: 'Repeat with growing waits, as for 500, and not before Retry-After has passed.',
    },
    {
      id: 'S7.resolution.transient',
      text: 'Wait: these failures are nearly always momentary. Give it the time before anything is changed.',
    },
    {
      id: 'S7.resolution.windows',
      text: 'Ask the provider to publish its maintenance windows, and schedule jobs around them.',
    },
    {
      id: 'service-unavailable.resolution.reduce',
      text: 'In overload send less: pause what can wait, batch, and never repeat at once.',
    },
    {
      id: 'service-unavailable.resolution.fallback',
      text: 'If it happens often: keep the last known result, or use another source of the data.',
    },
  ],
  neighbours: [
    '502: something before the API could not reach it. 503: the API itself says that it cannot now. 504: it was reached and did not answer in time.',
    '500 is a fault in the code; these three mostly pass by themselves.',
    'A refused connection is no answer at all: nothing was carried out, so every method may be repeated.',
  ],
  outside: [
    { says: '503 with Retry-After', command: 'curl -si http://localhost:8001/simulate-unavailable' },
    { says: '502', command: 'curl -si http://localhost:8001/simulate-bad-gateway' },
    { says: 'Refused: nothing listens there', command: 'curl -s http://localhost:9; echo "curl ended with $?"' },
  ],
  code: [
    {
      title: 'Wait as long as the answer says',
      language: 'python',
      text: `import time


def when_available(send, attempts=5, longest=300):
    wait = 1.0
    for attempt in range(1, attempts + 1):
        answer = send()
        if answer.status_code not in (502, 503) or attempt == attempts:
            return answer
        told = answer.headers.get("Retry-After", "")
        pause = max(wait, float(told) if told.isdigit() else 0)
        if pause > longest:
            return answer  # planned maintenance: leave it to the schedule
        time.sleep(pause)
        wait *= 2
`,
    },
  ],
  remedies: ['backoff', 'circuit-breaker', 'retry-limit'],
  standards: [
    'The reference lists "connection refused" with 502 and 503. It is no HTTP answer: the request was never sent, so repeating it is safe for every method.',
    'RFC 9110 §15.6.3: whether the request was carried out before a 502 is unknown; a POST needs a key or a look first.',
  ],
  explanation:
    'The service of the provider is not available at the moment, most likely because of maintenance or high load. Such interruptions are usually short. The workflow repeats the calls by itself with increasing pauses and no data is lost meanwhile. Should this happen often, we can talk about a fallback or a second source for the data.',
  escalate: [
    {
      id: 'service-unavailable.escalate.lasting',
      text: 'It has lasted for more than 30 minutes without an announcement, or longer than the announced end.',
    },
    { id: 'service-unavailable.escalate.critical', text: 'A critical workflow depends on it: after 15 minutes.' },
    {
      id: 'service-unavailable.escalate.recurring',
      text: 'It returns every day or week at the same time: ask for the reason and a maintenance plan.',
    },
    {
      id: 'service-unavailable.escalate.own-network',
      text: 'The connection is refused from the platform alone: that is for your own network team.',
    },
  ],
});
