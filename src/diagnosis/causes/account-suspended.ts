import { byCodeOrWords, defineCause, proven } from '../cause.ts';

/** The account behind the credential is closed, suspended, or hasn't paid. */
export const accountSuspended = defineCause({
  name: 'account-suspended',
  summary: 'The account behind the credential is suspended, disabled, not verified, or has not paid.',
  side: 'client',
  reference: 'RFC 9110 §15.5.3 (402); providers’ account states',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Log in to the provider’s console and look at the state of the account, plan and payment.',
    'Have the account owner settle what is asked for.',
    'Repeat one simple call afterwards; a new key is seldom needed.',
  ],
  explanation:
    'The provider does not serve our account at the moment: it is suspended or a payment is missing. The owner of the account can settle that in the provider’s console; our workflow is fine.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'an API with plans',
      response:
        'HTTP/1.1 402 Payment Required\nContent-Type: application/json\n\n{"error":{"code":"subscription_inactive","message":"Your subscription is past due."}}',
    },
    {
      from: 'api.data.gov',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"error":{"code":"API_KEY_DISABLED","message":"The API key supplied has been disabled."}}',
    },
  ],
  find: (facts) => {
    if (facts.status === 402) return proven('status 402');
    if (facts.status !== 403 && facts.status !== 401) return null;
    return byCodeOrWords(
      facts,
      /^(account_?(inactive|suspended|disabled|closed)|API_KEY_DISABLED|API_KEY_UNVERIFIED|user_?(suspended|deactivated)|billing_(not_active|hard_limit_reached)|subscription_\w+|BILLING_DISABLED)$/i,
      /account (is |has been )?(suspended|disabled|deactivated|closed|locked)|subscription (is )?(inactive|expired|past due)|billing (is )?(not|disabled)|has been (suspended|disabled)/i,
    );
  },
});
