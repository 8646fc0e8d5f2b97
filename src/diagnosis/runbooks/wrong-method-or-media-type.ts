import { defineRunbook } from './runbook.ts';

/** Request not acceptable in this form: what a person does about it. */
export const wrongMethodOrMediaType = defineRunbook({
  name: 'wrong-method-or-media-type',
  title: 'Request not acceptable in this form',
  failures: ['405', '406', '411', '413', '414', '415', '431'],
  summary: 'The address exists, and the request does not fit it: method, media type or size.',
  reference: 'RFC 9110 §15.5.6, §15.5.7, §15.5.12 to §15.5.16; RFC 6585 §5',
  symptom: [
    'A call fails with 405, 406, 413, 414, 415 or 431, each time in the same way.',
    'Often right after a change of the API version, of a proxy, or of the library that sends.',
  ],
  meaning: [
    '405: the path exists, but not with this method; Allow lists those that do. 406: no representation of the kind that Accept asks for.',
    '415: the body has a type that the operation does not take. 411: the length is missing.',
    '413, 414 and 431: body, URL or headers are larger than the server takes; the limit may be that of a proxy in front of it.',
    'Nothing was carried out. Repeating it unchanged is useless.',
  ],
  steps: [
    {
      id: 'wrong-method-or-media-type.step.allow',
      text: 'For 405: read Allow, and compare method and path with the document, a slash at the end included.',
    },
    {
      id: 'wrong-method-or-media-type.step.content-type',
      text: 'For 415: compare the Content-Type sent with the types in the document. A body given to a tool without a type is often labelled as a form.',
    },
    { id: 'wrong-method-or-media-type.step.accept', text: 'For 406: compare Accept with what the document offers.' },
    {
      id: 'wrong-method-or-media-type.step.size',
      text: 'For 413, 414, 431: measure body, URL and headers. Which of them grew?',
    },
    {
      id: 'wrong-method-or-media-type.step.who-refused',
      text: 'Find out who refused: the API in its own form of error, or a proxy with a page.',
    },
    {
      id: 'wrong-method-or-media-type.step.redirect',
      text: 'Was a redirect followed? A POST may have become a GET on the way.',
    },
  ],
  causes: [
    {
      id: 'wrong-method-or-media-type.cause.wrong-method',
      text: 'The method is wrong: PUT where POST is meant, or an operation that this version no longer has.',
    },
    {
      id: 'wrong-method-or-media-type.cause.wrong-path',
      text: 'The path lacks an id or has a slash too many, so that it means the collection instead of the item.',
    },
    { id: 'wrong-method-or-media-type.cause.media-type', text: 'The Content-Type is missing or wrong.' },
    { id: 'wrong-method-or-media-type.cause.not-offered', text: 'Accept asks for a type that the API does not offer.' },
    {
      id: 'wrong-method-or-media-type.cause.too-large',
      text: 'The body is too large: an attachment, or too many items in one call.',
    },
    {
      id: 'wrong-method-or-media-type.cause.headers-too-large',
      text: 'Headers or URL have grown: cookies, long tokens, a list of ids in the query.',
    },
    { id: 'wrong-method-or-media-type.cause.redirected', text: 'A redirect turned the method into another one.' },
  ],
  resolution: [
    {
      id: 'wrong-method-or-media-type.resolution.follow-document',
      text: 'Take method, path and types from the document of the API.',
    },
    {
      id: 'wrong-method-or-media-type.resolution.set-type',
      text: 'Set Content-Type and Accept explicitly in the step that calls.',
    },
    {
      id: 'wrong-method-or-media-type.resolution.split',
      text: 'Split large bodies into several calls, or use the upload that the API offers for it.',
    },
    {
      id: 'wrong-method-or-media-type.resolution.shrink',
      text: 'Shorten URL and headers: lists in the body instead of the query, no needless cookies.',
    },
    { id: 'wrong-method-or-media-type.resolution.raise-limit', text: 'Raise the limit of a proxy that is your own.' },
  ],
  neighbours: [
    '405 and 415 are refused before the content is looked at; 400 after it.',
    '404 means that there is no such address; 405 that there is one, with other methods (Allow names them).',
    '413 and 431 are limits: the request is right and too large.',
  ],
  outside: [
    { says: '405 with Allow', command: 'curl -si -X PUT -H "X-API-Key: valid-key-123" http://localhost:8001/alerts' },
    {
      says: '415: curl calls it a form',
      command:
        'curl -si -X POST -H "X-API-Key: valid-key-123" -d \'{"tenant": "client-a"}\' http://localhost:8001/alerts',
    },
  ],
  code: [],
  remedies: ['smaller-payload'],
  standards: [],
  explanation:
    'The API refuses the form of the request: the wrong method, the wrong type of content, or too much data at once. Nothing was changed. We will adapt the call to the published description of the API and check it with a test call.',
  escalate: [
    {
      id: 'wrong-method-or-media-type.escalate.documented-call',
      text: 'The call agrees with the published document and is refused: send the provider both.',
    },
    {
      id: 'wrong-method-or-media-type.escalate.higher-limit',
      text: 'The limit is the provider’s and your data is legitimately larger: ask for a higher one or for another way to deliver it.',
    },
    {
      id: 'wrong-method-or-media-type.escalate.no-retry',
      text: 'Do not retry meanwhile: it cannot succeed unchanged.',
    },
  ],
});
