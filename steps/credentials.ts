/** Who the client says it is, and where it says so. */
import { type CredentialPlace, credentialValue, Given, type ScenarioContext, scenarioContext } from '../src/index.ts';

function carry(scenario: ScenarioContext, phrase: string, place: CredentialPlace): void {
  const value = credentialValue(scenario.contract, phrase, scenario.session.credential);
  scenario.draft.credential = value === null ? null : { value, place };
}

Given('the client authenticates with {credential}', function (phrase: string) {
  carry(scenarioContext(this), phrase, { in: 'scheme' });
});

Given('the client sends {credential} in header {header}', function (phrase: string, name: string) {
  carry(scenarioContext(this), phrase, { in: 'header', name });
});

Given('the client sends {credential} in query parameter {string}', function (phrase: string, name: string) {
  carry(scenarioContext(this), phrase, { in: 'query', name });
});

Given('the client sends {credential} in field {string} of the request body', function (phrase: string, name: string) {
  carry(scenarioContext(this), phrase, { in: 'body', name });
});
