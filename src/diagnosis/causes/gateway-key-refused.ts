import { codeIn, defineCause, likely } from '../cause.ts';

/** AWS API Gateway refused the key, the plan or the caller. */
export const gatewayKeyRefused = defineCause({
  name: 'gateway-key-refused',
  summary:
    'The API gateway refused the key: missing, unknown, not in a usage plan for this stage, or a resource policy or firewall rule.',
  side: 'client',
  reference: 'AWS: API Gateway, 403 Forbidden',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Check that x-api-key is sent, with a key that belongs to a usage plan of this API and stage.',
    'Check the host: a private API or a custom domain answers 403 to names it does not know.',
    'If the key is right, ask the provider about the resource policy and the firewall, with x-amzn-RequestId.',
  ],
  explanation:
    'The gateway in front of the API does not accept our key for this stage. We check the key and its usage plan, and ask the provider with the request id if both are right.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'AWS API Gateway',
      request: 'GET /prod/alerts HTTP/1.1\nHost: abc123.execute-api.eu-west-1.amazonaws.com\nx-api-key: abc',
      response:
        'HTTP/1.1 403 Forbidden\nx-amzn-RequestId: 7\nx-amzn-ErrorType: ForbiddenException\nContent-Type: application/json\n\n{"message":"Forbidden"}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 403) return null;
    const isGateway = facts.by.product === 'aws-api-gateway' || codeIn(facts, /^ForbiddenException$/) !== null;
    if (!isGateway) return null;
    const said = facts.words.split(' · ')[0] ?? '';
    if (said === '') return likely('x-amzn-errortype: ForbiddenException, without a word');
    return said === 'Forbidden' ? likely('{"message":"Forbidden"} with x-amzn-requestid') : null;
  },
});
