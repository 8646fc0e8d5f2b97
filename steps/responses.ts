/** What the API answered. Without a number these speak of the last response. */
import {
  conformanceDefects,
  dialectViolation,
  errorMessage,
  jsonOf,
  scenarioContext,
  statusOf,
  Then,
} from '../src/index.ts';

Then('the response status is {status}', function (status: number) {
  const scenario = scenarioContext(this);
  scenario.expectStatus(scenario.lastExchange, 'the response status', status);
});

Then('the response status is in {statusClass}', function (statusClass: string) {
  const scenario = scenarioContext(this);
  const { status } = scenario.response;
  scenario.assert(scenario.lastExchange, String(status));
  scenario.expectThat(
    statusClass.startsWith(String(status).charAt(0)),
    'the response status',
    `in ${statusClass}`,
    String(status),
  );
});

Then('the {ordinal} response has status {status}', function (ordinal: number, status: number) {
  const scenario = scenarioContext(this);
  scenario.expectStatus(
    scenario.exchangeAt(ordinal),
    `the status of response ${ordinal === -1 ? 'last' : ordinal}`,
    status,
  );
});

Then('{int} response(s) has/have status {status}', function (count: number, status: number) {
  const scenario = scenarioContext(this);
  const found = scenario.exchanges.filter((exchange) => statusOf(exchange) === status);
  scenario.assert(found.at(-1) ?? scenario.lastExchange, String(status));
  scenario.expectEqual(`the number of responses with status ${status}`, count, found.length);
});

Then('every response has status {status}', function (status: number) {
  const scenario = scenarioContext(this);
  scenario.lastCall;
  for (const exchange of scenario.exchanges) scenario.expectStatus(exchange, 'the status of every response', status);
});

Then('the response conforms to the contract', function () {
  const scenario = scenarioContext(this);
  const defects = scenario.conformance();
  scenario.expectThat(defects.length === 0, 'the response', 'as the contract declares it', defects.join('; '));
});

Then('every response conforms to the contract', function () {
  const scenario = scenarioContext(this);
  const defects = scenario.calls.flatMap(({ operation, exchanges }) =>
    exchanges.flatMap((exchange) => conformanceDefects(operation, scenario.responseOf(exchange))),
  );
  scenario.expectThat(defects.length === 0, 'every response', 'as the contract declares it', defects.join('; '));
});

Then("the response is in the API's error format", function () {
  const scenario = scenarioContext(this);
  const { errorBody } = scenario.contract.layer;
  const violation = dialectViolation(scenario.response, errorBody);
  scenario.expectThat(
    violation === null,
    'the response',
    `${errorBody.contentType} like ${JSON.stringify(errorBody.template)}`,
    violation ?? '',
  );
});

Then('the error message is {string}', function (message: string) {
  const scenario = scenarioContext(this);
  scenario.expectEqual(
    'the error message',
    message,
    errorMessage(scenario.response, scenario.contract.layer.errorBody),
  );
});

Then('the error message contains {string}', function (part: string) {
  const scenario = scenarioContext(this);
  const received = errorMessage(scenario.response, scenario.contract.layer.errorBody);
  scenario.expectThat(
    received?.includes(part) ?? false,
    'the error message',
    `one that contains "${part}"`,
    received ?? 'none',
  );
});

Then('one of the error messages is {string}', function (message: string) {
  const scenario = scenarioContext(this);
  const { errorBody } = scenario.contract.layer;
  const messages = scenario.exchanges.map((exchange) => errorMessage(scenario.responseOf(exchange), errorBody));
  const received = JSON.stringify(messages.filter((found) => found !== undefined));
  scenario.expectThat(messages.includes(message), 'one of the error messages', JSON.stringify(message), received);
});

Then('the {header} response header is {string}', function (name: string, value: string) {
  return scenarioContext(this).expectHeader(name, value);
});

Then('the {header} response header is present', function (name: string) {
  const scenario = scenarioContext(this);
  scenario.expectThat(scenario.header(name) !== undefined, `the ${name} header`, 'present', 'absent');
});

Then('the {header} response header is absent', function (name: string) {
  const scenario = scenarioContext(this);
  const received = scenario.header(name);
  scenario.expectThat(received === undefined, `the ${name} header`, 'absent', `"${received}"`);
});

Then('the response has no body', function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the response body', '', scenario.response.body?.text ?? '');
});

Then('field {string} of the response body is {json}', function (field: string, value: unknown) {
  const scenario = scenarioContext(this);
  scenario.expectEqual(`field ${field} of the response body`, value, scenario.responseField(field));
});

Then('field {string} of the response body has {int} item(s)', function (field: string, count: number) {
  const scenario = scenarioContext(this);
  const items = scenario.responseField(field);
  scenario.expectEqual(`the number of items in ${field}`, count, Array.isArray(items) ? items.length : undefined);
});

Then(
  'field {string} of the response body has an item whose {string} is {json}',
  function (field: string, name: string, value: unknown) {
    const scenario = scenarioContext(this);
    const items = scenario.responseField(field);
    const values = Array.isArray(items) ? items.map((item: Record<string, unknown> | null) => item?.[name]) : [];
    scenario.expectThat(
      values.includes(value),
      `${name} of one item in ${field}`,
      JSON.stringify(value),
      JSON.stringify(values),
    );
  },
);

Then('the response body is JSON', function () {
  const scenario = scenarioContext(this);
  scenario.expectThat(
    jsonOf(scenario.response) !== undefined,
    'the response body',
    'JSON',
    scenario.response.body?.text ?? 'none',
  );
});
