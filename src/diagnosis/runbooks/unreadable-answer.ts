import { defineRunbook } from './runbook.ts';

/** Unreadable answer: what a person does about it. */
export const unreadableAnswer = defineRunbook({
  name: 'unreadable-answer',
  title: 'Unreadable answer',
  failures: ['malformed-chunk', 'garbage', 'invalid-json', 'wrong-content-type', 'empty-body'],
  summary: 'Something came back, and it is not what the contract promises.',
  reference: 'RFC 9112 §7.1 (chunked coding); RFC 9110 §8.3 (Content-Type); RFC 8259',
  symptom: [
    '"Unexpected token < in JSON", "parse error", "invalid chunk size", "unexpected end of input".',
    'The status says success and the workflow fails all the same, often in a later step.',
  ],
  meaning: [
    'The bytes are no HTTP, the framing is damaged, or the body is not of the type that was announced.',
    'Very often the answer is not from the API at all: a proxy, a login page or an error page of the edge.',
    'A status of 200 does not make the content true. The request may well have been carried out.',
  ],
  steps: [
    {
      id: 'unreadable-answer.step.raw',
      text: 'Look at the raw answer: status, Content-Type, length and the first characters. A "<" means HTML.',
    },
    {
      id: 'unreadable-answer.step.who-answered',
      text: 'Find out who sent it: Server, Via, and the wording of the page.',
    },
    {
      id: 'unreadable-answer.step.address',
      text: 'Check base URL, port and scheme: plain HTTP on a TLS port, or the address of a website instead of the API.',
    },
    {
      id: 'unreadable-answer.step.session',
      text: 'Is it a login page? Then a session ran out or a sign-on stands in between.',
    },
    {
      id: 'unreadable-answer.step.accept',
      text: 'Does the request ask for the right type (Accept), and does the answer comply?',
    },
    {
      id: 'unreadable-answer.step.repeat',
      text: 'Repeat a reading call: garbled now and then points to a proxy, garbled always to the API.',
    },
  ],
  causes: [
    {
      id: 'unreadable-answer.cause.proxy-page',
      text: 'A proxy, gateway or captive portal answers with its own HTML page.',
    },
    { id: 'unreadable-answer.cause.login-page', text: 'A redirect to a login page was followed.' },
    {
      id: 'unreadable-answer.cause.wrong-address',
      text: 'The base URL points to something that is not the API, or speaks another protocol.',
    },
    {
      id: 'unreadable-answer.cause.broken-framing',
      text: 'A server or proxy damages the chunked transfer, or says a wrong length.',
    },
    {
      id: 'unreadable-answer.cause.cut-json',
      text: 'The JSON is incomplete, because the answer was cut or a text in it was not escaped.',
    },
    { id: 'unreadable-answer.cause.empty', text: 'The body is empty although the document promises one.' },
    {
      id: 'unreadable-answer.cause.mislabelled',
      text: 'The content is right and its Content-Type is wrong, or the reverse.',
    },
  ],
  resolution: [
    {
      id: 'unreadable-answer.resolution.check-type',
      text: 'Check status, Content-Type and then the body against the schema before using it; fail with a message that shows the beginning of what came.',
    },
    { id: 'unreadable-answer.resolution.address', text: 'Correct base URL, scheme and port.' },
    {
      id: 'unreadable-answer.resolution.proxy',
      text: 'Let the calls pass the proxy untouched, or repair its settings.',
    },
    {
      id: 'unreadable-answer.resolution.retry',
      text: 'Repeat reading calls once or twice; look before you repeat what changes something.',
    },
    {
      id: 'unreadable-answer.resolution.report',
      text: 'Send the provider the raw answer with time and request id if it is theirs.',
    },
  ],
  neighbours: [
    'The status says success and the content does not: a client that looks at the status alone takes it for success.',
    'A web page instead of data mostly comes from something other than the API.',
    'An answer that is cut off is a lost connection; one that is whole and unreadable is a fault of whoever wrote it.',
  ],
  outside: [
    {
      says: 'JSON that ends too early',
      command:
        'curl -H "X-API-Key: valid-key-123" -H "X-Faultline-Instruction: return-invalid-json" http://localhost:8001/alerts',
    },
    {
      says: 'No body at all',
      command:
        'curl -si -H "X-API-Key: valid-key-123" -H "X-Faultline-Instruction: return-empty-body" http://localhost:8001/alerts',
    },
  ],
  code: [
    {
      title: 'Look at the type before the content',
      language: 'python',
      text: `def json_of(answer):
    kind = answer.headers.get("Content-Type", "")
    if "json" not in kind:
        raise ValueError(f"expected JSON, got {kind or 'no type'}: {answer.text[:80]!r}")
    return answer.json()
`,
    },
  ],
  remedies: [],
  standards: [],
  explanation:
    'An answer came back that does not have the agreed form; often a network component in between has sent a page of its own. The workflow recognises this, discards the answer and does not work with wrong data. We are finding out who sent it and will correct the connection, or report the raw answer to the provider.',
  escalate: [
    {
      id: 'unreadable-answer.escalate.own-answer',
      text: 'The raw answer comes from the API itself and breaks its own document.',
    },
    {
      id: 'unreadable-answer.escalate.own-proxy',
      text: 'A proxy of your own organisation alters answers: your network team, with the raw answer.',
    },
    {
      id: 'unreadable-answer.escalate.foreign-data',
      text: 'Anything in the answer looks like the data of somebody else: stop and report it at once.',
    },
  ],
});
