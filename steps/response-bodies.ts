/** What stands in the body of an answer: the message of an error, the fields of a success. */
import { dialectViolation, errorMessage, jsonOf, means, scenarioContext, Then } from '../src/index.ts';

Then(
  "the response is in the API's error format",
  means("The last answer has the shape of the failure layer's errorBody."),
  function () {
    const scenario = scenarioContext(this);
    const { errorBody } = scenario.contract.layer;
    const violation = dialectViolation(scenario.response, errorBody);
    scenario.expectThat(
      violation === null,
      'the response',
      `${errorBody.contentType} like ${JSON.stringify(errorBody.template)}`,
      violation ?? '',
    );
  },
);

Then(
  'the error message is {string}',
  means('The message in the last answer, to the letter.', 'the error message is "User with ID 999 not found"'),
  function (message: string) {
    const scenario = scenarioContext(this);
    scenario.expectEqual(
      'the error message',
      message,
      errorMessage(scenario.response, scenario.contract.layer.errorBody),
    );
  },
);

Then(
  'the error message contains {string}',
  means('A part of the message in the last answer.', 'the error message contains "not found"'),
  function (part: string) {
    const scenario = scenarioContext(this);
    const received = errorMessage(scenario.response, scenario.contract.layer.errorBody);
    scenario.expectThat(
      received?.includes(part) ?? false,
      'the error message',
      `one that contains "${part}"`,
      received ?? 'none',
    );
  },
);

Then(
  'one of the error messages is {string}',
  means(
    'The message in any answer of the scenario, to the letter.',
    'one of the error messages is "User with ID 999 not found"',
  ),
  function (message: string) {
    const scenario = scenarioContext(this);
    const { errorBody } = scenario.contract.layer;
    const messages = scenario.exchanges.map((exchange) => errorMessage(scenario.responseOf(exchange), errorBody));
    const received = JSON.stringify(messages.filter((found) => found !== undefined));
    scenario.expectThat(messages.includes(message), 'one of the error messages', JSON.stringify(message), received);
  },
);

Then('the response has no body', means('The last answer is empty behind its headers.'), function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the response body', '', scenario.response.body?.text ?? '');
});

Then(
  'field {string} of the response body is {json}',
  means('One field of the last answer.', 'field "severity" of the response body is "low"'),
  function (field: string, value: unknown) {
    const scenario = scenarioContext(this);
    scenario.expectEqual(`field ${field} of the response body`, value, scenario.responseField(field));
  },
);

Then(
  'field {string} of the response body has {int} item(s)',
  means('The length of a list in the last answer.', 'field "items" of the response body has 2 items'),
  function (field: string, count: number) {
    const scenario = scenarioContext(this);
    const items = scenario.responseField(field);
    scenario.expectEqual(`the number of items in ${field}`, count, Array.isArray(items) ? items.length : undefined);
  },
);

Then(
  'field {string} of the response body has an item whose {string} is {json}',
  means(
    'A list in the last answer holds such an item.',
    'field "items" of the response body has an item whose "id" is "1"',
  ),
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

Then('the response body is JSON', means('The last answer can be parsed.'), function () {
  const scenario = scenarioContext(this);
  scenario.expectThat(
    jsonOf(scenario.response) !== undefined,
    'the response body',
    'JSON',
    scenario.response.body?.text ?? 'none',
  );
});
