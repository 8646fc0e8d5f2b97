/** What a failure means: whether it may be tried again, what kind it is and who has the problem. */
import {
  type Category,
  type Classification,
  categories,
  declaredExpectation,
  type Expectation,
  Given,
  means,
  type Policy,
  type RetryClass,
  retryClasses,
  type ScenarioContext,
  type Side,
  scenarioContext,
  Then,
} from '../src/index.ts';

Given(
  'failures are classified by the {policy} policy',
  means('From here on this table says what a failure means, whatever the run was started with.'),
  function (policy: Policy) {
    scenarioContext(this).policy = policy;
  },
);

/**
 * Compares with both who may know: the classifier, and what the failure layer declares for this status or rule. What the
 * document itself says of repeating its calls stands in place of the classifier.
 */
function agree(
  scenario: ScenarioContext,
  what: string,
  expected: string,
  read: (source: Classification | Expectation) => string | null | undefined,
): void {
  const { classification } = scenario.lastCall;
  const declared = declaredExpectation(scenario, scenario.lastExchange);
  const word = declared === null ? undefined : read(declared);
  if (word !== undefined && declared?.byDocument) {
    scenario.expectEqual(`${what}, as the document declares it,`, expected, word);
    return;
  }
  scenario.expectEqual(`${what}, by the ${classification.policy} policy,`, expected, read(classification));
  if (word !== undefined) scenario.expectEqual(`${what}, as the failure layer declares it,`, expected, word);
}

Then(
  'the failure is {retryClass}',
  means('Whether and how the last call may be tried again, by the classifier and by what the failure layer declares.'),
  function (retryClass: RetryClass) {
    const scenario = scenarioContext(this);
    scenario.expectFailure();
    agree(scenario, 'the retry class', retryClasses[retryClass], (source) => retryClasses[source.class]);
  },
);

Then(
  'the failure category is {category}',
  means('What kind of failure the last call met, by the classifier and by what the failure layer declares.'),
  function (category: Category) {
    const scenario = scenarioContext(this);
    agree(scenario, 'the category', categories[category], ({ category: found }) => (found ? categories[found] : found));
  },
);

function expectSide(scenario: ScenarioContext, side: Side): void {
  agree(scenario, 'the side that has the problem', side, (source) => source.side);
}

Then(
  "the problem is on the {side}'s side",
  means('Who has to do something about the last failure.', "the problem is on the provider's side"),
  function (side: Side) {
    expectSide(scenarioContext(this), side);
  },
);

Then(
  'the problem is {side} client and provider',
  means('The last failure came from a gateway, a proxy or the edge.', 'the problem is between client and provider'),
  function (side: Side) {
    expectSide(scenarioContext(this), side);
  },
);

Then(
  'the earliest safe retry is after {duration}',
  means('How long the last answer asks to wait, by Retry-After or any other way of saying it.'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    return scenario.expectTold('the time that the server asks to wait', ms, scenario.lastCall.classification.waitMs);
  },
);

Then('the response asks for no wait', means("The last answer doesn't say when to come back."), function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the milliseconds that the server asks to wait', null, scenario.lastCall.classification.waitMs);
});

Then(
  'the same request may be sent again',
  means('The last request, method and idempotency key considered, may be repeated as it is.'),
  function () {
    const scenario = scenarioContext(this);
    scenario.expectEqual('leave to send the same request again', true, scenario.lastCall.classification.retry);
  },
);

Then(
  'the same request may not be sent again',
  means('Repeating the last request as it is would be useless or harmful.'),
  function () {
    const scenario = scenarioContext(this);
    scenario.expectEqual('leave to send the same request again', false, scenario.lastCall.classification.retry);
  },
);

Then('the request was not applied', means('The last failure proves that the API did nothing.'), function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual(
    'whether the request may have been applied',
    'no',
    scenario.lastCall.classification.mayHaveBeenApplied,
  );
});

Then(
  'the request may have been applied',
  means('After the last failure nobody can know whether the API did it.'),
  function () {
    const scenario = scenarioContext(this);
    scenario.expectEqual(
      'whether the request may have been applied',
      'unknown',
      scenario.lastCall.classification.mayHaveBeenApplied,
    );
  },
);

Then('the request was applied', means('The API did what it was asked, whatever the answer looked like.'), function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual(
    'whether the request may have been applied',
    'yes',
    scenario.lastCall.classification.mayHaveBeenApplied,
  );
});
