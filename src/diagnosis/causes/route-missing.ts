import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';
import { retiredVersion } from '../vocabulary.ts';

/** There is no such address. */
export const routeMissing = defineCause({
  name: 'route-missing',
  summary: 'The API has no such address: wrong path, version, base path, or a slash too many.',
  side: 'client',
  reference: 'RFC 9110 §15.5.5 (404); default pages of frameworks and gateways',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  next: [
    'Compare the path with the documentation: version (/v1), base path (/api), plural, a slash at the end.',
    'Check that the base URL and the path of the step do not both hold the version.',
    'Call an address that surely exists on the same host, to see that the host is right.',
  ],
  explanation:
    'The workflow calls {path}, an address that this API does not have; no record was looked up. We correct the path or the version in the configuration.',
  examples: [
    {
      from: 'FastAPI and Starlette',
      request: 'GET /v2/alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nServer: uvicorn\nContent-Type: application/json\n\n{"detail":"Not Found"}',
    },
    {
      from: 'Express',
      request: 'POST /alert HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\n\n{}',
      response:
        'HTTP/1.1 404 Not Found\nContent-Type: text/html; charset=utf-8\n\n<!DOCTYPE html><html><body><pre>Cannot POST /alert</pre></body></html>',
    },
    {
      from: 'Kong',
      response:
        'HTTP/1.1 404 Not Found\nServer: kong/3.4\nContent-Type: application/json\n\n{"message":"no Route matched with those values"}',
    },
    {
      from: 'the alert and user API',
      request: 'GET /alert HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"Not Found"}',
      contract: true,
    },
    {
      from: 'nginx',
      response:
        'HTTP/1.1 404 Not Found\nServer: nginx\nContent-Type: text/html\n\n<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>',
    },
  ],
  find: (facts) => {
    if (facts.status === 400) return bySaying(facts);
    if (facts.status === 410 || facts.status === 503) return byVersion(facts);
    if (facts.status !== 404 && facts.status !== 501) return null;
    if (facts.against?.route.kind === 'not-found') return proven(`the contract has no ${facts.request.path}`);
    return facts.status === 404 ? (byVersion(facts) ?? bySaying(facts) ?? byForm(facts)) : null;
  },
});

const routeCode =
  /^(\w+_)?(route|endpoint|path|page|application|flow)_?not_?found$|^UnknownOperationException$|^rest_no_route$|^unknown_route$|^invalid_?endpoint$/i;
const routeWords = [
  /(^|· )method not found|no route (matched|matches|was found|found|for)|cannot (get|post|put|patch|delete) \/|route [^·]{0,120}(not found|does not exist)|404 page not found|default backend - 404|unrecognized request url/i,
  /the requested (url|page|path|resource)[^.·]{0,40}((was |is )?not (found|available)|could not be found|cannot be found|can't be found)\b|page not found|(unknown|invalid|no such) (endpoint|path|url|route|api(?! \w))/i,
  /\b(url|uri|path) [^.·]{0,30}(does not|doesn't) exist|api version \S+ (is )?(unknown|not supported|unsupported)|unknown (api )?version|no HTTP resource was found|api version \S+ (was )?not found|resource you requested does not exist at/i,
  /endpoint[^.·]{0,20}(not found|does not exist)|no (static resource|handler found)|no matches for kind|no handler for route|unable to find operations for url|doesn't have a resource type|could not find the requested resource|unable to identify proxy/i,
  /\b(url|uri|path|address) (does not|doesn't) (represent|identify|name|map to|match|correspond to) (any|an?) (known |valid |existing )?(resource|route|endpoint|operation|handler)\b/i,
  /unable to match incoming request to an operation|operation not found under/i,
];

function bySaying(facts: Facts): Finding | null {
  const code = codeIn(facts, routeCode);
  // Of an application it may be the route to it, or a record of it.
  if (code !== null) return (/application/i.test(code) ? likely : proven)(`the answer's code is "${code}"`);
  const said = saidIn(facts, ...routeWords);
  return said === null ? null : (facts.by.kind === 'gateway' ? proven : likely)(`the answer says "${said}"`);
}

/** A version of the API that is served no more. */
function byVersion(facts: Facts): Finding | null {
  const said = saidIn(facts, retiredVersion);
  return said === null ? null : likely(`the answer says "${said}"`);
}

/** What frameworks and gateways answer where no route matches, said of nothing else. */
const frameworks: readonly (readonly [RegExp, string])[] = [
  [
    /^\s*\{\s*"detail"\s*:\s*"Not Found"\s*\}\s*$/,
    '{"detail":"Not Found"} is what the framework says when no route matches',
  ],
  [
    /^\s*\{\s*"timestamp":[^}]*"status":\s*404,[^}]*"error":\s*"Not Found",(\s*"message":\s*"(No message available)?",)?\s*"path":/,
    'an error of Spring without a message is what it says when no route matches',
  ],
  [
    /^\s*\{\s*"statusCode":\s*404,\s*"message":\s*"Resource not found"\s*\}\s*$/,
    '{"statusCode":404,"message":"Resource not found"} is what Azure API Management says when no operation matches',
  ],
];

function byForm({ answer }: Facts): Finding | null {
  const form = frameworks.find(([pattern]) => pattern.test(answer?.text ?? ''))?.[1];
  if (form !== undefined) return likely(form);
  return answer?.isHtml === true ? likely('an HTML page instead of the API’s own error') : null;
}
