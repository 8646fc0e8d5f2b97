/** What the client sends, and when. */
import { Given, jsonOf, Problem, scenarioContext, When } from '../src/index.ts';

Given('parameter {word} is {string}', function (name: string, value: string) {
  scenarioContext(this).draft.parameters.set(name, value);
});

Given('parameter {word} is field {string} of the last response', function (name: string, field: string) {
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
});

Given('the request header {header} is {string}', function (name: string, value: string) {
  scenarioContext(this).draft.headers.set(name, value);
});

Given('the request header {header} is {int} characters long', function (name: string, length: number) {
  scenarioContext(this).draft.headers.set(name, 'x'.repeat(length));
});

Given('the request body is:', function (text: string) {
  Object.assign(scenarioContext(this).draft, { body: { kind: 'text', text }, edits: [] });
});

Given('the request body is the example {string}', function (name: string) {
  Object.assign(scenarioContext(this).draft, { body: { kind: 'example', name }, edits: [] });
});

Given("the request body is the contract's own example", function () {
  Object.assign(scenarioContext(this).draft, { body: { kind: 'sample' }, edits: [] });
});

Given('the request body is {int} bytes long', function (bytes: number) {
  const frame = JSON.stringify({ description: '' });
  const text = JSON.stringify({ description: 'x'.repeat(Math.max(0, bytes - frame.length)) });
  Object.assign(scenarioContext(this).draft, { body: { kind: 'text', text }, edits: [] });
});

Given('the request has no body', function () {
  Object.assign(scenarioContext(this).draft, { body: null, edits: [] });
});

Given('field {string} of the request body is {json}', function (field: string, value: unknown) {
  scenarioContext(this).draft.edits.push({ kind: 'set', field, value });
});

Given('field {string} of the request body is {int} characters long', function (field: string, length: number) {
  scenarioContext(this).draft.edits.push({ kind: 'set', field, value: 'x'.repeat(length) });
});

Given('field {string} of the request body is missing', function (field: string) {
  scenarioContext(this).draft.edits.push({ kind: 'remove', field });
});

Given('field {string} of the request body is named {string}', function (field: string, to: string) {
  scenarioContext(this).draft.edits.push({ kind: 'rename', field, to });
});

Given("the request's content type is {string}", function (contentType: string) {
  scenarioContext(this).draft.contentType = contentType;
});

When('the client calls operation {operation}', async function (operation: string) {
  return await scenarioContext(this).call(operation);
});

When('the client calls operation {operation} {times}', async function (operation: string, times: number) {
  return await scenarioContext(this).call(operation, { times });
});

When('another client calls operation {operation}', async function (operation: string) {
  return await scenarioContext(this).call(operation, { by: 'another client' });
});

When('another client calls operation {operation} {times}', async function (operation: string, times: number) {
  return await scenarioContext(this).call(operation, { times, by: 'another client' });
});

When('the client writes on the socket:', async function (text: string) {
  return await scenarioContext(this).callRaw(text);
});

When(
  'the client sends {int} concurrent requests to operation {operation}',
  async function (times: number, operation: string) {
    return await scenarioContext(this).call(operation, { times, concurrently: true });
  },
);
