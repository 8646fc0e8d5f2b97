/** Who the client says it is, and where it says so. */
import { authenticate, authenticateScheme, authenticateSchemes, Given, means, scenarioContext } from '../src/index.ts';

Given(
  'the client authenticates with {credential}',
  means('The credential that calls carry from here on, where the security scheme wants it.'),
  function (phrase: string) {
    return authenticate(scenarioContext(this), phrase, { in: 'scheme' });
  },
);

Given(
  'the client has every credential that an operation asks for',
  means('Calls carry an accepted credential for each security scheme of their operation.'),
  function () {
    return authenticateSchemes(scenarioContext(this));
  },
);

Given(
  "the client's credential for {string} is {credential}",
  means(
    'Another credential for one security scheme; the others stay as they are.',
    'the client\'s credential for "ApiKeyAuth" is no credential',
  ),
  function (scheme: string, phrase: string) {
    return authenticateScheme(scenarioContext(this), scheme, phrase);
  },
);

Given(
  'the client sends {credential} in header {header}',
  means(
    "The credential in a header of one's own choice, to see that only the right place counts.",
    'the client sends a valid API key in header Authorization',
  ),
  function (phrase: string, name: string) {
    return authenticate(scenarioContext(this), phrase, { in: 'header', name });
  },
);

Given(
  'the client sends {credential} in query parameter {string}',
  means(
    'The credential in the query, to see that only the right place counts.',
    'the client sends a valid API key in query parameter "api_key"',
  ),
  function (phrase: string, name: string) {
    return authenticate(scenarioContext(this), phrase, { in: 'query', name });
  },
);

Given(
  'the client sends {credential} in field {string} of the request body',
  means(
    'The credential in the body, to see that only the right place counts.',
    'the client sends a valid API key in field "api_key" of the request body',
  ),
  function (phrase: string, name: string) {
    return authenticate(scenarioContext(this), phrase, { in: 'body', name });
  },
);
