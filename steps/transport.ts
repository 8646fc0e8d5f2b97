/** Failures without a status, or behind one: what is done to the socket and to the bytes on it, and what a client sees of it. */
import {
  type FaultName,
  Given,
  means,
  type ScenarioContext,
  scenarioContext,
  Then,
  transportFaultOf,
  whenever,
} from '../src/index.ts';

Given(
  'operation {operation} fails with {fault}',
  means('Something is done to the connection or to the bytes on it, every time; docs/faults.md has the faults.'),
  function (operation: string, fault: FaultName) {
    return scenarioContext(this).inject(operation, fault, { fault });
  },
);

Given(
  'operation {operation} fails with {fault} {times}, then recovers',
  means('So often it fails; the next call is served.'),
  function (operation: string, fault: FaultName, times: number) {
    return scenarioContext(this).inject(operation, fault, { fault, when: whenever({ times }) });
  },
);

Given(
  'operation {operation} fails with {fault} once the change is made',
  means(
    'The call takes effect, and its answer is lost.',
    'operation createAlert fails with an empty response once the change is made',
  ),
  function (operation: string, fault: FaultName) {
    return scenarioContext(this).inject(operation, fault, { fault, phase: 'after', when: whenever({ times: 1 }) });
  },
);

Given(
  'the API refuses connections for {duration}',
  means('Nobody listens on the port for that long.', 'the API refuses connections for 5 seconds'),
  function (ms: number) {
    return scenarioContext(this).awaitMock('the mock has to refuse connections', (mock) => mock.refuseConnections(ms));
  },
);

/** The outcome was this fault's doing; the matrix counts it under the fault's name. */
function expectFault(scenario: ScenarioContext, fault: FaultName): 'skipped' | undefined {
  scenario.assert(scenario.lastExchange, fault);
  const met = transportFaultOf(scenario, scenario.lastExchange);
  const compare = () => scenario.expectEqual('the injected fault', fault, met);
  if (met === undefined) return scenario.withMock('only a mock says which fault it was', compare);
  compare();
  return undefined;
}

Then(
  'no response is received because of {fault}',
  means('The last call ended without an answer, and this was done to it.'),
  function (fault: FaultName) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the outcome', 'no-response', scenario.lastExchange.outcome?.kind);
    return expectFault(scenario, fault);
  },
);

Then(
  'the response breaks off because of {fault}',
  means(
    'The last answer began and never ended, and this was done to it.',
    'the response breaks off because of a truncated body',
  ),
  function (fault: FaultName) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the outcome', 'broken-body', scenario.lastExchange.outcome?.kind);
    return expectFault(scenario, fault);
  },
);

Then(
  'the response breaks off after {int} byte(s)',
  means("How much of the last answer's body came.", 'the response breaks off after 16 bytes'),
  function (bytes: number) {
    const scenario = scenarioContext(this);
    const { outcome } = scenario.lastExchange;
    scenario.expectEqual('the outcome', 'broken-body', outcome?.kind);
    scenario.expectEqual('the bytes of the body that came', bytes, scenario.response.body?.bytes ?? 0);
  },
);

Then(
  'the response is whole but wrong because of {fault}',
  means(
    "The last answer came in full and can't be used, and this was done to it.",
    'the response is whole but wrong because of invalid JSON',
  ),
  function (fault: FaultName) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the outcome', 'response', scenario.lastExchange.outcome?.kind);
    const defects = scenario.conformance();
    scenario.expectThat(defects.length > 0, 'the response', 'other than the contract declares it', 'one that conforms');
    return expectFault(scenario, fault);
  },
);

Then(
  'the client sees error {string}',
  means('The error code of the last call, as Node names it.', 'the client sees error "ECONNRESET"'),
  function (code: string) {
    const scenario = scenarioContext(this);
    const { outcome } = scenario.lastExchange;
    scenario.expectEqual(
      'the error code',
      code,
      outcome === null || outcome.kind === 'response' ? undefined : outcome.code,
    );
  },
);

Then(
  'the request times out after {duration}',
  means(
    "The last call ended without an answer in time, or with the gateway's word for it.",
    'the request times out after 5 seconds',
  ),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const { startedAt, endedAt, outcome } = scenario.lastExchange;
    scenario.assert(scenario.lastExchange, transportFaultOf(scenario, scenario.lastExchange) ?? 'timeout');
    scenario.expectEqual(
      'the outcome',
      'TIMEOUT',
      outcome === null || outcome.kind === 'response' ? outcome?.response.status : outcome.code,
    );
    scenario.expectTook('the time until the client gave up', ms, endedAt === null ? null : endedAt - startedAt);
  },
);
