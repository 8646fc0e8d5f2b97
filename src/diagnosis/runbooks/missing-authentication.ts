import { defineRunbook } from './runbook.ts';

/** Missing authentication: what a person does about it. */
export const missingAuthentication = defineRunbook({
  name: 'missing-authentication',
  title: 'Missing authentication',
  failures: ['401', '407'],
  summary: 'The API wants to know who is calling, and the request does not say.',
  reference: 'RFC 9110 §15.5.2; RFC 9110 §11.6.1 (WWW-Authenticate)',
  symptom: [
    'The integration fails with its very first request, and with every one after it.',
    'The answer is 401. It names the scheme or header it misses, as text or in WWW-Authenticate.',
  ],
  meaning: [
    'The operation needs credentials and the request carried none that the API looks at.',
    'Nothing was judged yet: neither the key nor its permissions, because there was no key.',
    'As a rule the integration was set up and its credentials were never filled in.',
    'Some APIs also answer 401 to a key that is wrong or has run out; the message tells which. RFC 9110 allows both.',
  ],
  steps: [
    {
      id: 'S1.step.configuration',
      text: 'Open the settings of the integration on the platform it runs on (SOAR, workflow tool, own service) and check that this very connection is the one in use.',
    },
    {
      id: 'S1.step.field-populated',
      text: 'Check that the field for the API key or token holds something at all, in the environment that fails.',
    },
    {
      id: 'S1.step.format',
      text: 'Look at the value itself: no blank before or after it, no line break, no quotes, no placeholder such as {{api_key}} that was never filled in. The masked value in a recorded request says so.',
    },
    {
      id: 'S1.step.method',
      text: 'Compare where the credential goes with the document of the API: header, query parameter, cookie or body, and under exactly which name.',
    },
    {
      id: 'missing-authentication.step.on-the-wire',
      text: 'Look at one recorded request: is the header there? A proxy or a redirect to another host may have taken it out on the way.',
    },
  ],
  causes: [
    { id: 'S1.cause.blank', text: 'The key field of the configuration was left blank.' },
    { id: 'S1.cause.wrong-field', text: 'The key was entered in another field: user name, password, description.' },
    {
      id: 'S1.cause.wrong-header',
      text: 'The key travels under another name, for instance in Authorization where the API reads X-API-Key.',
    },
    {
      id: 'S1.cause.not-saved',
      text: 'The key was typed in but the configuration was never saved, or an older version of it is deployed.',
    },
    {
      id: 'missing-authentication.cause.wrong-place',
      text: 'The key is sent in the query or the body while the API reads a header only.',
    },
    {
      id: 'missing-authentication.cause.stripped',
      text: 'A proxy, gateway or redirect drops the header before the API sees it.',
    },
  ],
  resolution: [
    {
      id: 'S1.resolution.obtain',
      text: 'Get a valid credential from the provider of the API, for the right environment.',
    },
    {
      id: 'S1.resolution.configure',
      text: 'Enter it in the settings of the integration (best in the secret store they point to) and save them.',
    },
    {
      id: 'S1.resolution.verify-name',
      text: 'Make the name and place of the header or parameter match the document of the API to the letter.',
    },
    {
      id: 'S1.resolution.test-call',
      text: 'Send one cheap reading request with the new settings and see it succeed before the workflow is switched on again.',
    },
  ],
  neighbours: [
    '401 asks who is calling: no credential came that the API looks at. 403 knows who is calling, or believes so, and refuses.',
    'Many APIs answer 401 to a wrong or expired key as well; look whether the request carried one.',
    '407 comes from a proxy on the way, not from the API.',
  ],
  outside: [
    { says: 'Refused with 401: no key', command: 'curl http://localhost:8001/alerts' },
    {
      says: 'Accepted: the key is in its header',
      command: 'curl -H "X-API-Key: valid-key-123" http://localhost:8001/alerts',
    },
  ],
  code: [
    {
      title: 'Stop before the call when the key is missing',
      language: 'python',
      text: `import os

key = os.environ.get("ALERTS_API_KEY", "").strip()
if not key or key.startswith(("{{", "\${", "<")):
    raise SystemExit("ALERTS_API_KEY is not set: enter it in the settings of the integration")
headers = {"X-API-Key": key}
`,
    },
  ],
  remedies: ['another-credential'],
  standards: [
    'RFC 9110 §15.5.2 demands WWW-Authenticate with every 401; the reference shows none. The API that ships sends it.',
    'For RFC 9110 a refused key is a 401 too; the reference says 403 for it. Providers do both.',
  ],
  explanation:
    'The integration cannot connect because no credentials reach the API: the key has not been entered, or it is sent in a place where the API does not look. Nothing is broken on either side and no data was lost. We will add the API key to the settings of the integration, confirm it with one test call, and the workflow will then sign in as intended.',
  escalate: [
    {
      id: 'missing-authentication.escalate.refused-with-key',
      text: 'A recorded request shows the right header with a value, and the API still answers 401: send the provider the time, the request id and the request without its key.',
    },
    {
      id: 'missing-authentication.escalate.no-keys',
      text: 'Nobody on your side may create keys: ask the owner of the account at the provider.',
    },
    {
      id: 'missing-authentication.escalate.no-retry',
      text: 'Do not retry meanwhile. Repeated requests without credentials look like an attack and may lock the account.',
    },
  ],
});
