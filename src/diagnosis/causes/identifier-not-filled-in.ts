import { defineCause, type Finding, likely, proven } from '../cause.ts';
import type { RequestFacts } from '../facts/request.ts';

const unfilled =
  /\/(undefined|null|none|nan|\[object%20object\]|(%7b){1,2}[^/]*?(%7d){1,2}|\{\{?[^/]*\}\}?|:[a-z_]+|\$\{[^/]*\}|\$%7b[^/]*%7d)(?=\/|$)|\/\/+/i;

/** Where an id belongs stands a placeholder. */
export const identifierNotFilledIn = defineCause({
  name: 'identifier-not-filled-in',
  summary: 'The address holds a placeholder or nothing where an identifier belongs.',
  side: 'client',
  reference: 'the reference, scenario 5',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  next: [
    'Look at the step that should provide the id: what did it give in this run?',
    'Check the spelling of the variable in the address: {part}.',
    'Add a check before the call, and skip it when there is no id.',
  ],
  explanation:
    'The workflow calls {path}, where an identifier should stand but none was filled in. We mend the variable and skip the call when there is no identifier.',
  examples: [
    {
      from: 'JavaScript',
      request: 'GET /users/undefined HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response:
        'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"User with ID undefined not found"}',
    },
    {
      from: 'Postman',
      request: 'GET /users/%7B%7Buser_id%7D%7D HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"invalid id"}',
    },
  ],
  find: ({ status, request }) => {
    if (status !== 404 && status !== 400 && status !== 422 && status !== 405) return null;
    const part = unfilled.exec(request.path)?.[0];
    if (part === undefined) return inQuery(request);
    return {
      ...proven(`the path holds "${decodeURIComponentSafely(part)}"`),
      values: { part: decodeURIComponentSafely(part) },
    };
  },
});

/** What JavaScript makes of a variable without a value, and a template that nobody filled in. */
const unfilledValue = /^['"]?(undefined|NaN|\[object Object\]|\{\{.*\}\}|\$\{.*\})['"]?$/;

function inQuery({ query }: RequestFacts): Finding | null {
  const [name, value] = query.find(([, sent]) => unfilledValue.test(sent)) ?? [];
  return name === undefined || value === undefined
    ? null
    : { ...likely(`the query holds ${name}=${value}`), values: { part: value } };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
