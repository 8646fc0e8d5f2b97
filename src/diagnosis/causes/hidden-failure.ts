import { defineCause, likely } from '../cause.ts';
import { saysError } from '../facts/doubt.ts';

/** Success on the outside, an error inside. */
export const hiddenFailure = defineCause({
  name: 'hidden-failure',
  summary:
    'The status says success, the body says that it failed; clients that look at the status alone take it for success.',
  side: 'provider',
  reference: 'meraki/dashboard-api-python issue 389; GraphQL over HTTP',
  runbook: 'server-error',
  next: [
    'Have the workflow look into the body for an error before it uses the answer.',
    'Read the message: {said}.',
    'Treat the code in the body as what the status should have been.',
  ],
  explanation:
    'The API reports success and puts an error into its answer: {said}. We make the workflow look for it, and treat the call as failed.',
  isLastResort: true,
  examples: [
    {
      from: 'Slack',
      response: 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"ok":false,"error":"fatal_error"}',
    },
    {
      from: 'GraphQL',
      response:
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}',
    },
  ],
  find: ({ answer, words }) => {
    if (answer === null || answer.status >= 300 || !saysError(answer)) return null;
    const { status } = answer;
    const said = words.slice(0, 160);
    return { ...likely(`status ${status}, while the body says "${said}"`), values: { said } };
  },
});
