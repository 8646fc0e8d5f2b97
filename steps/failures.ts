/** What the API does wrong: statuses that an operation answers with, one rule each. */
import {
  type DataTable,
  Given,
  matching,
  means,
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

Given(
  'operation {operation} responds with status {status}',
  means(
    'The API answers this operation so every time, with the message of its failure layer or of that status.',
    'operation listAlerts responds with status 503',
  ),
  function (operation: string, code: number) {
    return scenarioContext(this).inject(operation, ...status(code));
  },
);

Given(
  'operation {operation} responds with status {status} and message {string}',
  means(
    "The same with a message of one's own, in the API's error format.",
    'operation listAlerts responds with status 500 and message "Out of order"',
  ),
  function (operation: string, code: number, message: string) {
    const respond = responding({ status: code, message });
    return scenarioContext(this).inject(operation, `status ${code}`, { respond });
  },
);

Given(
  'operation {operation} responds with status {status} using example {string}',
  means(
    'The same with a named example of that response in the document.',
    'operation listAlerts responds with status 200 using example "none"',
  ),
  function (operation: string, code: number, example: string) {
    const respond = responding({ status: code, example });
    return scenarioContext(this).inject(operation, `status ${code}`, { respond });
  },
);

Given(
  'operation {operation} responds with status {status} {times}, then recovers',
  means(
    'So often it fails; the next call is served.',
    'operation listAlerts responds with status 503 twice, then recovers',
  ),
  function (operation: string, code: number, times: number) {
    return scenarioContext(this).inject(operation, ...status(code, { times }));
  },
);

Given(
  'operation {operation} responds with status {status} on every {ordinal} request',
  means(
    'It fails in turn: with third, the calls number 3, 6, 9 and so on.',
    'operation listAlerts responds with status 500 on every third request',
  ),
  function (operation: string, code: number, every: number) {
    return scenarioContext(this).inject(operation, ...status(code, { every }));
  },
);

Given(
  'operation {operation} responds with status {status} to a body that contains {string}',
  means(
    'It fails for this input and for no other.',
    'operation createAlert responds with status 500 to a body that contains "PHISHING"',
  ),
  function (operation: string, code: number, bodyFragment: string) {
    const match = matching({ bodyFragment });
    return scenarioContext(this).inject(operation, ...status(code, {}, { match }));
  },
);

Given(
  'operation {operation} responds with status {status} from {duration} to {duration}',
  means(
    "It fails in this stretch of the scenario's time, as in an outage.",
    'operation listAlerts responds with status 503 from 10 seconds to 2 minutes',
  ),
  function (operation: string, code: number, fromMs: number, untilMs: number) {
    return scenarioContext(this).inject(operation, ...status(code, { fromMs, untilMs }));
  },
);

Given(
  'operation {operation} responds in sequence:',
  means(
    'One instruction for each of the next calls, as the header X-Faultline-Instruction takes them; then it is served.',
    'operation listAlerts responds in sequence:\n  | return-503              |\n  | return-reset-connection |',
  ),
  function (operation: string, table: DataTable) {
    return scenarioContext(this).instruct(operation, table.raw().flat());
  },
);
