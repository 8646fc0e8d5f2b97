/** What the API does wrong: statuses that an operation answers with, one rule each. */
import {
  type DataTable,
  Given,
  matching,
  type RuleInput,
  type RuleWhen,
  responding,
  scenarioContext,
  whenever,
} from '../src/index.ts';

/** A rule of the backend that answers with a status, and the words the report uses for it. */
function status(
  code: number,
  when: Partial<RuleWhen> = {},
  more: RuleInput = {},
): readonly [phrase: string, rule: RuleInput] {
  return [`status ${code}`, { respond: responding({ status: code }), when: whenever(when), ...more }];
}

Given('operation {operation} responds with status {status}', function (operation: string, code: number) {
  return scenarioContext(this).inject(operation, ...status(code));
});

Given(
  'operation {operation} responds with status {status} and message {string}',
  function (operation: string, code: number, message: string) {
    const respond = responding({ status: code, message });
    return scenarioContext(this).inject(operation, `status ${code}`, { respond });
  },
);

Given(
  'operation {operation} responds with status {status} using example {string}',
  function (operation: string, code: number, example: string) {
    const respond = responding({ status: code, example });
    return scenarioContext(this).inject(operation, `status ${code}`, { respond });
  },
);

Given(
  'operation {operation} responds with status {status} {times}, then recovers',
  function (operation: string, code: number, times: number) {
    return scenarioContext(this).inject(operation, ...status(code, { times }));
  },
);

Given(
  'operation {operation} responds with status {status} on every {ordinal} request',
  function (operation: string, code: number, every: number) {
    return scenarioContext(this).inject(operation, ...status(code, { every }));
  },
);

Given(
  'operation {operation} responds with status {status} to a body that contains {string}',
  function (operation: string, code: number, bodyFragment: string) {
    const match = matching({ bodyFragment });
    return scenarioContext(this).inject(operation, ...status(code, {}, { match }));
  },
);

Given(
  'operation {operation} responds with status {status} from {duration} to {duration}',
  function (operation: string, code: number, fromMs: number, untilMs: number) {
    return scenarioContext(this).inject(operation, ...status(code, { fromMs, untilMs }));
  },
);

Given('operation {operation} responds in sequence:', function (operation: string, table: DataTable) {
  return scenarioContext(this).instruct(operation, table.raw().flat());
});
