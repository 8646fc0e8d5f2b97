/** Who the client says it is, and where it says so. */
import { authenticate, Given, scenarioContext } from '../src/index.ts';

Given('the client authenticates with {credential}', function (phrase: string) {
  return authenticate(scenarioContext(this), phrase, { in: 'scheme' });
});

Given('the client sends {credential} in header {header}', function (phrase: string, name: string) {
  return authenticate(scenarioContext(this), phrase, { in: 'header', name });
});

Given('the client sends {credential} in query parameter {string}', function (phrase: string, name: string) {
  return authenticate(scenarioContext(this), phrase, { in: 'query', name });
});

Given('the client sends {credential} in field {string} of the request body', function (phrase: string, name: string) {
  return authenticate(scenarioContext(this), phrase, { in: 'body', name });
});
