import { byCodeOrWords, defineCause } from '../cause.ts';

/** The account never switched this API on. */
export const serviceNotEnabled = defineCause({
  name: 'service-not-enabled',
  summary: 'This API is not switched on for the project or account behind the credential.',
  side: 'client',
  reference: 'Google Cloud: google.rpc.ErrorInfo SERVICE_DISABLED, accessNotConfigured',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Switch the API on in the provider’s console, for the project that the credential belongs to.',
    'Check that the credential is of the project you think it is: the answer names the one it saw.',
    'Wait some minutes until that has spread, then repeat one simple call.',
  ],
  explanation:
    'Our credential is fine, but this API has not been switched on for the project it belongs to. The owner of the project can do that in the provider’s console; it takes effect within minutes.',
  refines: [
    'insufficient-scope',
    'credential-invalid',
    'credentials-missing',
    'access-refused',
    'account-suspended',
    'state-conflict',
  ],
  examples: [
    {
      from: 'Azure Resource Manager',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"error":{"code":"MissingSubscriptionRegistration","message":"The subscription is not registered to use namespace \'Microsoft.Network\'."}}',
    },
    {
      from: 'Google APIs',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json; charset=UTF-8\n\n{"error":{"code":403,"message":"People API has not been used in project 123 before or it is disabled. Enable it by visiting the console then retry.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","domain":"googleapis.com"}]}}',
    },
  ],
  find: (facts) =>
    facts.status === 403 || facts.status === 400 || facts.status === 401 || facts.status === 404 || facts.status === 409
      ? byCodeOrWords(facts, codes, ...words)
      : null,
});

const codes =
  /^(service_disabled|access_?not_?configured|api_not_enabled|api_(currently_)?disabled\w*|missing_subscription_registration|opt_in_required|(\w+_)?not_enrolled|feature_not_(enabled|available)|not_available_on_plan)$/i;
const words = [
  /\bapi access is (off|disabled|inactive|not active)\b|\b(module|plugin|extension|add-?on|feature) (is |was )?not installed\b|\b(service|product|api) (is |was )?not subscribed\b|\b(need|have|must|please)( to)? subscribe to (the |this |an? )?(product|api|service)\b|\b(project|account|app|application|organi[sz]ation|tenant) (has|have) no access to (this|the) api\b/i,
  /\bnot (available|enabled|activated|offered|provisioned) (for|to|on|in) (your|this|the) (app|application|account|organi[sz]ation|tenant|workspace|project|merchant|company|client|environment)\b/i,
  /\b(have|has|had|is|are|was) (not|never) (yet )?(been )?(enabled|activated|turned on|switched on|opted in|signed up)\b/i,
  /has not been used in project|(api\b(?! key)|feature|module|service|plugin|method)[^.·]{0,40}(is not|isn't|not) (enabled|activated|switched on)/i,
  /\b(api|feature|module|service|plugin) (is|has been) (disabled|deactivated)/i,
  /(api access|access to the api)[^.·]{0,30}(not|n't) (enabled|activated|available)|must be (enabled|activated) (for|on|in)|(is|are) not (enabled|activated) (for|on|in) (this|your|the)\b/i,
  /(api|access|feature|module|service|plugin|integration)\b[^.·]{0,30} (is |was |has been |been )?(turned|switched) off|access not configured|not subscribed to (this|the) (api|service)|is not registered to use|access the feature|\bapp(lication)? [^.·]{0,30}(attached|added) to a project/i,
];
