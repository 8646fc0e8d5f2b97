/** Why a call failed, as a person would find out from what the client saw. */
import { causeNamed, diagnosisOf, means, scenarioContext, Then } from '../src/index.ts';

Then(
  'the failure is diagnosed as {cause}',
  means('The likeliest cause of the last failed call, found from what the client has seen so far.'),
  function (name: string) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the likeliest cause', causeNamed(name), diagnosisOf(scenario).causes[0]?.id);
  },
);

Then(
  'the runbook is {string}',
  means('The runbook that the diagnosis opens.', 'the runbook is "rate-limiting"'),
  function (name: string) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the runbook', name, diagnosisOf(scenario).runbook);
  },
);

Then(
  'the next step contains {string}',
  means('What the diagnosis says to do first.', 'the next step contains "Wait as long as the answer says"'),
  function (text: string) {
    const scenario = scenarioContext(this);
    const [first = ''] = diagnosisOf(scenario).next;
    if (!first.includes(text)) scenario.fail('the next step', `to contain "${text}"`, first);
  },
);

Then(
  'the words for the client contain {string}',
  means('What the diagnosis suggests to tell the client.', 'the words for the client contain "the key has expired"'),
  function (text: string) {
    const scenario = scenarioContext(this);
    const { explanation } = diagnosisOf(scenario);
    if (!explanation.includes(text)) scenario.fail('the words for the client', `to contain "${text}"`, explanation);
  },
);
