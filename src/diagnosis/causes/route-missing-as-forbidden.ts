import { codeIn, defineCause, fieldIn, likely, proven, saidIn } from '../cause.ts';

/** AWS API Gateway says "Missing Authentication Token" where it knows no such route. */
export const routeMissingAsForbidden = defineCause({
  name: 'route-missing-as-forbidden',
  summary: 'AWS API Gateway has no such route, method or stage; its words about authentication mislead.',
  side: 'client',
  reference: 'AWS: API Gateway, MissingAuthenticationTokenException',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  next: [
    'Compare the path with the documentation, the stage at its beginning above all (/prod, /v1).',
    'Check the method: a GET in the browser on a route that only knows POST gives the same answer.',
    'Leave the credentials alone: they were not looked at.',
  ],
  explanation:
    'The words of the answer speak of authentication, but what they mean is that {method} {path} does not exist on this gateway. We correct the path, the stage or the method.',
  examples: [
    {
      from: 'AWS API Gateway',
      request: 'GET /prod/alertz HTTP/1.1\nHost: abc123.execute-api.eu-west-1.amazonaws.com',
      response:
        'HTTP/1.1 403 Forbidden\nx-amzn-RequestId: 1f2d\nx-amzn-ErrorType: MissingAuthenticationTokenException\nContent-Type: application/json\n\n{"message":"Missing Authentication Token"}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 403) return null;
    if (codeIn(facts, /^MissingAuthenticationTokenException$/) !== null)
      return proven('x-amzn-errortype: MissingAuthenticationTokenException');
    const isGateway =
      fieldIn(facts, 'x-amzn-requestid') !== undefined || fieldIn(facts, 'x-amz-apigw-id') !== undefined;
    return saidIn(facts, /^Missing Authentication Token$/) !== null
      ? { ...(isGateway ? proven : likely)('the body is {"message":"Missing Authentication Token"}') }
      : null;
  },
});
