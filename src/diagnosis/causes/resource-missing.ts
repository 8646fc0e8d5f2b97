import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The route is right, the thing isn't there. */
export const resourceMissing = defineCause({
  name: 'resource-missing',
  summary:
    'The address is right, but what it names does not exist: deleted, never created, or of another environment or tenant.',
  side: 'client',
  reference: 'RFC 9110 §15.5.5 (404); the reference, scenario 5',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  next: [
    'Check that the id belongs to this environment and tenant, and where the workflow got it.',
    'Call the same address with an id that surely exists, to see that the rest is right.',
    'Handle a missing one without failing the rest: skip and log, or create it.',
  ],
  explanation:
    'The workflow refers to a record that does not exist in this system{id}. We check that it exists before we use it and skip it when it does not.',
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /users/999 HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"User with ID 999 not found"}',
      contract: true,
    },
    {
      from: 'Stripe',
      response:
        'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"error":{"code":"resource_missing","message":"No such customer: \'cus_123\'","param":"id","type":"invalid_request_error"}}',
    },
    {
      from: 'other ids work',
      request: 'GET /tickets/9 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"error":"not found"}',
      before: ['GET /tickets/1 → 200', 'GET /tickets/2 → 200'],
    },
  ],
  find: (facts) => {
    if (facts.status !== 404) return null;
    const id = /[^/]+$/.exec(facts.request.path)?.[0] ?? '';
    const values = { id: id === '' || facts.request.host === '' ? '' : ` (${id})` };
    return withValues(values, byCode(facts) ?? byWorkingIds(facts) ?? bySaying(facts) ?? byContract(facts));
  },
});

function withValues(values: Readonly<Record<string, string>>, finding: Finding | null): Finding | null {
  return finding === null ? null : { ...finding, values };
}

function byCode(facts: Facts): Finding | null {
  const code = codeIn(
    facts,
    /^(resource_?(missing|not_?found)|no_?such_?\w+|\w+_?not_?found(exception)?|ResourceNotFound(Exception)?|Request_ResourceNotFound|object_not_found|unknown_\w+)$/i,
  );
  return code === null || /^(route|page|endpoint|path|not)_?not_?found$/i.test(code) || /^not_?found$/i.test(code)
    ? null
    : proven(`the answer's code is "${code}"`);
}

function byWorkingIds({ history, request }: Facts): Finding | null {
  const works = history.alike.filter(({ failure, path }) => failure === null && path !== request.path);
  return works.length === 0 ? null : likely(`${works.length} calls of the same kind with other ids succeeded`);
}

function bySaying(facts: Facts): Finding | null {
  const id = decode(/[^/]+$/.exec(facts.request.path)?.[0] ?? '');
  const said = saidIn(
    facts,
    /\b(?!page|route|url|path|endpoint|resource\b)[A-Z]?[a-z]+\b[^.·]{0,60}(\bnot found|does not exist|doesn't exist|could not be found|not exist)|no such [a-z]+|no [a-z]+ (found )?(with|for) (the )?(given )?(id|name)|unknown (user|id|ticket|record|object|customer|project|device)/i,
  );
  if (
    said === null ||
    facts.answer?.isHtml === true ||
    /page not found|cannot (get|post|put|delete)|no route|route not found|endpoint|requested (url|resource|path)/i.test(
      facts.words,
    )
  )
    return null;
  const named = id.length > 0 && facts.request.host !== '' && facts.words.includes(id);
  return likely(`the answer says "${said}"`, ...(named ? [`it names the id ${id}`] : []));
}

function decode(text: string): string {
  return /%[0-9A-F]{2}/i.test(text) ? text.replaceAll(/%20/g, ' ') : text;
}

function byContract({ against, answer }: Facts): Finding | null {
  if (against?.operation === null || against === null || answer?.isHtml === true) return null;
  return /\{/.test(against.operation.path)
    ? likely(`the contract has ${against.operation.method} ${against.operation.path}, so the address is right`)
    : null;
}
