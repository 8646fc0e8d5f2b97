/** Who the client says it is, and where it says so. */
import {
  type CredentialPlace,
  credentialValue,
  Given,
  means,
  type ScenarioContext,
  scenarioContext,
  schemeCredential,
} from '../src/index.ts';

function carry(scenario: ScenarioContext, phrase: string, place: CredentialPlace): void {
  const value = credentialValue(scenario.contract, phrase, scenario.session.credential);
  Object.assign(scenario.draft, { credential: value === null ? null : { value, place }, schemes: null });
}

Given(
  'the client authenticates with {credential}',
  means('The credential that calls carry from here on, where the security scheme wants it.'),
  function (phrase: string) {
    carry(scenarioContext(this), phrase, { in: 'scheme' });
  },
);

Given(
  'the client has every credential that an operation asks for',
  means('Calls carry an accepted credential for each security scheme of their operation.'),
  function () {
    Object.assign(scenarioContext(this).draft, { credential: null, schemes: new Map() });
  },
);

Given(
  "the client's credential for {string} is {credential}",
  means(
    'Another credential for one security scheme; the others stay as they are.',
    'the client\'s credential for "ApiKeyAuth" is no credential',
  ),
  function (scheme: string, phrase: string) {
    const { contract, draft } = scenarioContext(this);
    draft.schemes = new Map([...(draft.schemes ?? []), [scheme, schemeCredential(contract, scheme, phrase)]]);
  },
);

Given(
  'the client sends {credential} in header {header}',
  means(
    "The credential in a header of one's own choice, to see that only the right place counts.",
    'the client sends a valid API key in header Authorization',
  ),
  function (phrase: string, name: string) {
    carry(scenarioContext(this), phrase, { in: 'header', name });
  },
);

Given(
  'the client sends {credential} in query parameter {string}',
  means(
    'The credential in the query, to see that only the right place counts.',
    'the client sends a valid API key in query parameter "api_key"',
  ),
  function (phrase: string, name: string) {
    carry(scenarioContext(this), phrase, { in: 'query', name });
  },
);

Given(
  'the client sends {credential} in field {string} of the request body',
  means(
    'The credential in the body, to see that only the right place counts.',
    'the client sends a valid API key in field "api_key" of the request body',
  ),
  function (phrase: string, name: string) {
    carry(scenarioContext(this), phrase, { in: 'body', name });
  },
);
