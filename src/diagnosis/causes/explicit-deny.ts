import { codeIn, defineCause, likely, possible, proven, saidIn } from '../cause.ts';

/** A policy of the provider's cloud denies it. */
export const explicitDeny = defineCause({
  name: 'explicit-deny',
  summary: 'A policy of the account denies this call: an IAM policy, an authorizer, or a resource policy.',
  side: 'client',
  reference: 'AWS: IAM policy evaluation; API Gateway resource policies',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Read which principal, action and resource the answer names.',
    'Have the policy changed by whoever owns that account: an explicit deny beats every allow.',
    'Repeat the call once, some minutes after the change.',
  ],
  explanation:
    'A policy in the provider’s cloud denies this call to our identity. Whoever owns that account has to change the policy; repeating the call does not help.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'AWS API Gateway',
      response:
        'HTTP/1.1 403 Forbidden\nx-amzn-RequestId: 7\nx-amzn-ErrorType: AccessDeniedException\nContent-Type: application/json\n\n{"Message":"User is not authorized to access this resource with an explicit deny"}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 403 && facts.status !== 400) return null;
    const denied = saidIn(
      facts,
      /explicit deny|no (identity|resource|session)-based policy allows|(disallowed|denied|blocked|prohibited) by (?!CORS)(\w+ )?polic/i,
    );
    const code = codeIn(
      facts,
      /^(AccessDenied(Exception)?|UnauthorizedOperation|RequestDisallowedByPolicy|IAM_PERMISSION_DENIED)$/,
    );
    if (denied !== null)
      return code === null
        ? likely(`the answer says "${denied}"`)
        : proven(`the answer's code is "${code}"`, `it says "${denied}"`);
    // Most often nothing allows it, which is no deny.
    const unallowed = saidIn(facts, /is not authorized to perform: \S+/i);
    if (unallowed !== null) return possible(`the answer says "${unallowed}"`);
    if (code === null) return null;
    return (/^(AccessDenied|UnauthorizedOp)/.test(code) ? possible : likely)(`the answer's code is "${code}"`);
  },
});
