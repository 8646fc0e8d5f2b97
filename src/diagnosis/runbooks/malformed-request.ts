import { defineRunbook } from './runbook.ts';

/** Malformed request: what a person does about it. */
export const malformedRequest = defineRunbook({
  name: 'malformed-request',
  title: 'Malformed request',
  failures: ['400', '422'],
  summary: 'The API understood who is calling, read the request, and found it incomplete or wrong.',
  reference: 'RFC 9110 §15.5.1; RFC 9110 §15.5.21; RFC 9457 (problem details)',
  symptom: [
    'Creating or changing something fails while reading works.',
    'The message speaks of missing fields, an invalid format or a value that is not allowed.',
  ],
  meaning: [
    'Authentication is behind you: the request was accepted as yours.',
    'The payload, a parameter or the JSON itself is incomplete, misnamed, of the wrong type or outside of the allowed values.',
    'The API checked the input before it did anything, so nothing was changed.',
    'The same request will fail every time. It has to be changed, not repeated.',
  ],
  steps: [
    {
      id: 'S3.step.capture',
      text: 'Capture the exact JSON that the workflow sends, as it is on the wire and not as the editor shows it.',
    },
    {
      id: 'S3.step.required',
      text: 'Compare it with the document of the API: is every required field there, and neither null nor empty?',
    },
    { id: 'S3.step.names', text: 'Compare the names of the fields letter by letter, in case and spelling.' },
    { id: 'S3.step.types', text: 'Check the type of every value: text, whole number, true or false, list.' },
    {
      id: 'S3.step.outside',
      text: 'Send the captured payload with curl. Then take fields away or correct them one at a time until it passes.',
    },
    { id: 'malformed-request.step.message', text: 'Read the message to the end: it usually names the field.' },
  ],
  causes: [
    { id: 'S3.cause.missing-field', text: 'The workflow does not fill a mandatory field.' },
    {
      id: 'S3.cause.empty-mapping',
      text: 'A variable is mapped wrongly: the field is there, but its value is null or empty.',
    },
    {
      id: 'S3.cause.name-style',
      text: 'The name is written in another style: alertType is sent where alert_type is expected, or the reverse.',
    },
    { id: 'S3.cause.name-typo', text: 'A field name has a typing error.' },
    { id: 'S3.cause.string-for-number', text: 'Text is sent where a number is expected: "5" instead of 5.' },
    { id: 'S3.cause.number-for-string', text: 'A number is sent where text is expected: 5 instead of "5".' },
    {
      id: 'S3.cause.enum',
      text: 'The value is not one of those allowed: severity knows low, medium and high, and critical was sent.',
    },
    { id: 'S3.cause.date-format', text: 'A date is in another format: seconds since 1970 instead of ISO 8601.' },
    {
      id: 'malformed-request.cause.syntax',
      text: 'The body is no valid JSON: a comma too many, a quote that was not escaped in a template.',
    },
    { id: 'malformed-request.cause.content-type', text: 'The body does not go with its Content-Type, or has none.' },
  ],
  resolution: [
    {
      id: 'S3.resolution.document',
      text: 'Read in the document of the API which fields are required, with type, format and allowed values.',
    },
    { id: 'S3.resolution.mapping', text: 'Correct the mapping of variables in the workflow.' },
    {
      id: 'S3.resolution.conversion',
      text: 'Convert types where the source delivers others: text to number, epoch to ISO 8601, foreign severities to the allowed ones.',
    },
    {
      id: 'S3.resolution.validate-first',
      text: 'Check before the call that every required field has a value, and stop with a clear message when one has not.',
    },
    {
      id: 'S3.resolution.minimal-first',
      text: 'Begin with the smallest payload that is allowed; add the optional fields one by one once it passes.',
    },
  ],
  neighbours: [
    '400 and 422 are about what was sent; 401 and 403 about who sent it, and they come first: whoever meets a 400 is let in already.',
    '415 is about the label of the body (Content-Type), 400 about its content.',
    '404 on an address with a wrong id looks alike: the address is right and the thing is not there.',
  ],
  outside: [
    {
      says: 'Refused with 400: two fields are missing',
      command:
        'curl -X POST -H "X-API-Key: valid-key-123" -H "Content-Type: application/json" -d \'{"tenant": "test"}\' http://localhost:8001/alerts',
    },
    {
      says: 'Refused with 400: a value that is not allowed',
      command:
        'curl -X POST -H "X-API-Key: valid-key-123" -H "Content-Type: application/json" -d \'{"tenant": "client-a", "alert_type": "TEST", "severity": "critical"}\' http://localhost:8001/alerts',
    },
    {
      says: 'Accepted',
      command:
        'curl -X POST -H "X-API-Key: valid-key-123" -H "Content-Type: application/json" -d \'{"tenant": "client-a", "alert_type": "TEST", "severity": "low"}\' http://localhost:8001/alerts',
    },
  ],
  code: [
    {
      title: 'Check and convert before the call',
      language: 'python',
      text: `from datetime import datetime, timezone

REQUIRED = ("tenant", "alert_type", "severity")
SEVERITIES = {"critical": "high", "major": "high", "minor": "medium", "info": "low"}


def prepared(alert):
    missing = [name for name in REQUIRED if alert.get(name) in (None, "")]
    if missing:
        raise ValueError("nothing to send for: " + ", ".join(missing))
    body = {name: alert[name] for name in REQUIRED}
    body["severity"] = SEVERITIES.get(body["severity"], body["severity"])
    if "priority" in alert:
        body["priority"] = int(alert["priority"])
    if "occurred_at" in alert:
        moment = datetime.fromtimestamp(float(alert["occurred_at"]), tz=timezone.utc)
        body["occurred_at"] = moment.isoformat()
    return body
`,
    },
  ],
  remedies: ['body-check', 'minimal-payload'],
  standards: [
    'The reference files all 4xx under "my side". That holds for 400 and 422; 408, 421, 425 and 429 are 4xx that may well be repeated.',
  ],
  explanation:
    'The workflow sends data that is incomplete or not in the form that the API asks for; the API has therefore refused it and changed nothing. We will correct the mapping of the fields so that all required ones are filled in the right format, and check the result against the API before it goes live again.',
  escalate: [
    {
      id: 'malformed-request.escalate.valid-payload',
      text: 'A payload that satisfies the published document is refused all the same: send the provider the payload (masked), the answer and the request id.',
    },
    {
      id: 'malformed-request.escalate.changed-contract',
      text: 'The API began to refuse what it accepted before: ask the provider for an unannounced change of the contract.',
    },
    { id: 'malformed-request.escalate.no-retry', text: 'Do not retry meanwhile: it cannot succeed unchanged.' },
  ],
});
