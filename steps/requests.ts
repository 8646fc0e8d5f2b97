/** What the client sends, and when. */
import { Given, jsonOf, means, Problem, scenarioContext, When } from '../src/index.ts';

Given(
  'parameter {word} is {string}',
  means('A path, query, header or cookie parameter of the calls that follow.', 'parameter user_id is "999"'),
  function (name: string, value: string) {
    scenarioContext(this).draft.parameters.set(name, value);
  },
);

Given(
  'parameter {word} is missing',
  means('Leaves a parameter out although the operation may ask for it.', 'parameter limit is missing'),
  function (name: string) {
    scenarioContext(this).draft.omitted.add(name);
  },
);

Given(
  'parameter {word} is field {string} of the last response',
  means('Takes a value from one call to the next.', 'parameter user_id is field "id" of the last response'),
  function (name: string, field: string) {
    const scenario = scenarioContext(this);
    const body = jsonOf(scenario.response) as Record<string, unknown> | undefined;
    const value = body?.[field];
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new Problem(
        'no-field',
        `Failed to fill parameter "${name}": the last response has no field "${field}".`,
        'Name a field that the response body has and that holds text or a number.',
      );
    }
    scenario.draft.parameters.set(name, String(value));
  },
);

Given(
  'the request header {header} is {string}',
  means('A header of the calls that follow.', 'the request header Idempotency-Key is "order-17"'),
  function (name: string, value: string) {
    scenarioContext(this).draft.headers.set(name, value);
  },
);

Given(
  'the request header {header} is {int} characters long',
  means('A header that is too large to be taken.', 'the request header X-Filler is 20000 characters long'),
  function (name: string, length: number) {
    scenarioContext(this).draft.headers.set(name, 'x'.repeat(length));
  },
);

Given(
  'the request body is:',
  means(
    'The body of the calls that follow, as it stands here.',
    'the request body is:\n  """\n  {"tenant": "client-a", "alert_type": "TEST", "severity": "low"}\n  """',
  ),
  function (text: string) {
    Object.assign(scenarioContext(this).draft, { body: { kind: 'text', text }, edits: [] });
  },
);

Given(
  'the request body is the example {string}',
  means('A named example of the document.', 'the request body is the example "minimal"'),
  function (name: string) {
    Object.assign(scenarioContext(this).draft, { body: { kind: 'example', name }, edits: [] });
  },
);

Given(
  "the request body is the contract's own example",
  means('What the document says is valid: its first example, else one made from the schema.'),
  function () {
    Object.assign(scenarioContext(this).draft, { body: { kind: 'sample' }, edits: [] });
  },
);

Given(
  'the request body is {int} bytes long',
  means('A body that is too large to be taken.', 'the request body is 2000000 bytes long'),
  function (bytes: number) {
    const frame = JSON.stringify({ description: '' });
    const text = JSON.stringify({ description: 'x'.repeat(Math.max(0, bytes - frame.length)) });
    Object.assign(scenarioContext(this).draft, { body: { kind: 'text', text }, edits: [] });
  },
);

Given('the request has no body', means('Nothing is sent where the operation wants a body.'), function () {
  Object.assign(scenarioContext(this).draft, { body: null, edits: [] });
});

Given(
  'field {string} of the request body is {json}',
  means(
    'Changes one field of the body, so that a scenario shows only what differs from a good one.',
    'field "severity" of the request body is "urgent"',
  ),
  function (field: string, value: unknown) {
    scenarioContext(this).draft.edits.push({ kind: 'set', field, value });
  },
);

Given(
  'field {string} of the request body is {int} characters long',
  means(
    'Gives one field of the body a text of that length.',
    'field "description" of the request body is 5001 characters long',
  ),
  function (field: string, length: number) {
    scenarioContext(this).draft.edits.push({ kind: 'set', field, value: 'x'.repeat(length) });
  },
);

Given(
  'field {string} of the request body is missing',
  means('Leaves one field of the body out.', 'field "tenant" of the request body is missing'),
  function (field: string) {
    scenarioContext(this).draft.edits.push({ kind: 'remove', field });
  },
);

Given(
  'field {string} of the request body is named {string}',
  means('Misspells one field of the body.', 'field "alert_type" of the request body is named "alertType"'),
  function (field: string, to: string) {
    scenarioContext(this).draft.edits.push({ kind: 'rename', field, to });
  },
);

Given(
  "the request's content type is {string}",
  means('What the client says the body is.', 'the request\'s content type is "text/plain"'),
  function (contentType: string) {
    scenarioContext(this).draft.contentType = contentType;
  },
);

When(
  'the client calls operation {operation}',
  means(
    'Sends what the Given steps prepared, and tries again as far as the client was told to.',
    'the client calls operation listAlerts',
  ),
  async function (operation: string) {
    return await scenarioContext(this).call(operation);
  },
);

When(
  'the client calls operation {operation} {times}',
  means('One call after the other.', 'the client calls operation listAlerts 6 times'),
  async function (operation: string, times: number) {
    return await scenarioContext(this).call(operation, { times });
  },
);

When(
  'another client calls operation {operation}',
  means(
    'A second client with the same credential, which shares its quota.',
    'another client calls operation listAlerts',
  ),
  async function (operation: string) {
    return await scenarioContext(this).call(operation, { by: 'another client' });
  },
);

When(
  'another client calls operation {operation} {times}',
  means(
    'A second client with the same credential, one call after the other.',
    'another client calls operation listAlerts 3 times',
  ),
  async function (operation: string, times: number) {
    return await scenarioContext(this).call(operation, { times, by: 'another client' });
  },
);

When(
  'the client writes on the socket:',
  means(
    'A request as it stands here, for what no client library lets through.',
    'the client writes on the socket:\n  """\n  GET /users/%E0%A4%A HTTP/1.1\n  Host: localhost\n  """',
  ),
  async function (text: string) {
    return await scenarioContext(this).callRaw(text);
  },
);

When(
  'the client sends {int} concurrent requests to operation {operation}',
  means('All at once.', 'the client sends 6 concurrent requests to operation listAlerts'),
  async function (times: number, operation: string) {
    return await scenarioContext(this).call(operation, { times, concurrently: true });
  },
);
