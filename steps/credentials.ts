/** Who the client says it is, and where it says so. */
import {
  type CredentialPlace,
  credentialValue,
  Given,
  type ScenarioContext,
  scenarioContext,
  schemeCredential,
} from '../src/index.ts';

function carry(scenario: ScenarioContext, phrase: string, place: CredentialPlace): void {
  const value = credentialValue(scenario.contract, phrase, scenario.session.credential);
  Object.assign(scenario.draft, { credential: value === null ? null : { value, place }, schemes: null });
}

Given('the client authenticates with {credential}', function (phrase: string) {
  carry(scenarioContext(this), phrase, { in: 'scheme' });
});

Given('the client has every credential that an operation asks for', function () {
  Object.assign(scenarioContext(this).draft, { credential: null, schemes: new Map() });
});

Given("the client's credential for {string} is {credential}", function (scheme: string, phrase: string) {
  const { contract, draft } = scenarioContext(this);
  draft.schemes = new Map([...(draft.schemes ?? []), [scheme, schemeCredential(contract, scheme, phrase)]]);
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
