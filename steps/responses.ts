/** What the API answered. Without a number these speak of the last response. */
import { conformanceDefects, means, scenarioContext, statusOf, Then } from '../src/index.ts';

Then(
  'the response status is {status}',
  means('The status of the last answer.', 'the response status is 429'),
  function (status: number) {
    const scenario = scenarioContext(this);
    scenario.expectStatus(scenario.lastExchange, 'the response status', status);
  },
);

Then(
  'the response status is in {statusClass}',
  means("The first digit of the last answer's status."),
  function (statusClass: string) {
    const scenario = scenarioContext(this);
    const { status } = scenario.response;
    scenario.assert(scenario.lastExchange, String(status));
    scenario.expectThat(
      statusClass.startsWith(String(status).charAt(0)),
      'the response status',
      `in ${statusClass}`,
      String(status),
    );
  },
);

Then(
  'the {ordinal} response has status {status}',
  means('The status of one answer of the scenario.', 'the last response has status 429'),
  function (ordinal: number, status: number) {
    const scenario = scenarioContext(this);
    scenario.expectStatus(
      scenario.exchangeAt(ordinal),
      `the status of response ${ordinal === -1 ? 'last' : ordinal}`,
      status,
    );
  },
);

Then(
  '{int} response(s) has/have status {status}',
  means('How many answers of the scenario had this status.', '5 responses have status 200'),
  function (count: number, status: number) {
    const scenario = scenarioContext(this);
    const found = scenario.exchanges.filter((exchange) => statusOf(exchange) === status);
    scenario.assert(found.at(-1) ?? scenario.lastExchange, String(status));
    scenario.expectEqual(`the number of responses with status ${status}`, count, found.length);
  },
);

Then(
  'every response has status {status}',
  means('All answers of the scenario had this status.', 'every response has status 200'),
  function (status: number) {
    const scenario = scenarioContext(this);
    scenario.lastCall;
    for (const exchange of scenario.exchanges) scenario.expectStatus(exchange, 'the status of every response', status);
  },
);

Then(
  'the response conforms to the contract',
  means('Status, media type, headers and body of the last answer are as the document declares them.'),
  function () {
    const scenario = scenarioContext(this);
    const defects = scenario.conformance();
    scenario.expectThat(defects.length === 0, 'the response', 'as the contract declares it', defects.join('; '));
  },
);

Then(
  'every response conforms to the contract',
  means('All answers of the scenario are as the document declares them.'),
  function () {
    const scenario = scenarioContext(this);
    const defects = scenario.calls.flatMap(({ operation, exchanges }) =>
      exchanges.flatMap((exchange) => conformanceDefects(operation, scenario.responseOf(exchange))),
    );
    scenario.expectThat(defects.length === 0, 'every response', 'as the contract declares it', defects.join('; '));
  },
);

Then(
  'the {header} response header is {string}',
  means('The value of a header of the last answer.', 'the Content-Type response header is "application/json"'),
  function (name: string, value: string) {
    return scenarioContext(this).expectHeader(name, value);
  },
);

Then(
  'the {header} response header is present',
  means('The last answer has this header, whatever its value.'),
  function (name: string) {
    const scenario = scenarioContext(this);
    scenario.expectThat(scenario.header(name) !== undefined, `the ${name} header`, 'present', 'absent');
  },
);

Then(
  'the {header} response header is absent',
  means("The last answer doesn't have this header."),
  function (name: string) {
    const scenario = scenarioContext(this);
    const received = scenario.header(name);
    scenario.expectThat(received === undefined, `the ${name} header`, 'absent', `"${received}"`);
  },
);
