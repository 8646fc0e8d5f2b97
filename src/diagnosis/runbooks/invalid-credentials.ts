import { defineRunbook } from './runbook.ts';

/** Invalid or insufficient credentials: what a person does about it. */
export const invalidCredentials = defineRunbook({
  name: 'invalid-credentials',
  title: 'Invalid or insufficient credentials',
  failures: ['403'],
  summary: 'The API was shown a credential and refuses it.',
  reference: 'RFC 9110 §15.5.4; RFC 9110 §15.5.2 (the standard answers 401 to a credential it does not accept)',
  symptom: [
    'An integration that worked stops from one moment to the next and every call is refused.',
    'Or it never worked, although a key is configured.',
    'Or reading works and only creating, changing or deleting is refused.',
  ],
  meaning: [
    'A credential arrived, so the configuration is not empty.',
    'The credential is unknown, has run out, was withdrawn, or may not do what was asked.',
    'The API understood who is asking and says no; the same request with the same key will be refused again.',
    'Compared with 401: there the API asks "who are you?", here it says "I see who you claim to be, and you may not".',
  ],
  steps: [
    {
      id: 'S2.step.expiry',
      text: 'Check in the account at the provider whether the key has expired or was replaced by a newer one.',
    },
    {
      id: 'S2.step.revoked',
      text: 'Ask the provider, or read its audit log, whether the key was revoked or changed on its side.',
    },
    {
      id: 'S2.step.scope',
      text: 'Compare the scopes or permissions of the key with what the operation needs. Refused on writes alone means a key that may only read.',
    },
    {
      id: 'S2.step.outside',
      text: 'Send the same request with the same key from outside the platform (curl, Postman). Works there: the platform or its address is the cause. Fails there too: the key is.',
    },
    {
      id: 'S2.step.typo',
      text: 'Compare the key character by character with the original: length, blanks, invisible characters, quotes, first and last characters.',
    },
    {
      id: 'invalid-credentials.step.address',
      text: 'Compare the address from which the platform calls with the list of addresses that the API accepts.',
    },
    {
      id: 'invalid-credentials.step.since-when',
      text: 'Find the first refused call. All calls from then on points to the key; some operations only points to its permissions.',
    },
  ],
  causes: [
    { id: 'S2.cause.expired', text: 'The key ran out. Many providers let keys expire after 30, 60 or 90 days.' },
    {
      id: 'S2.cause.rotated',
      text: 'The key was replaced at the provider, on schedule or after an incident, and the integration still holds the old one.',
    },
    { id: 'S2.cause.scope', text: 'The key lacks the scope: a read-only key is used to create or change something.' },
    {
      id: 'S2.cause.address',
      text: 'The API takes calls from listed addresses only, and the platform calls from another one.',
    },
    {
      id: 'S2.cause.paste',
      text: 'The key was damaged when it was pasted: cut short, a blank or line break too many, quotes around it, a wrong character.',
    },
    {
      id: 'invalid-credentials.cause.revoked',
      text: 'The key was withdrawn, for instance because the person it belonged to left.',
    },
    {
      id: 'invalid-credentials.cause.environment',
      text: 'The key belongs to another environment or tenant: test key on the production host, or the reverse.',
    },
  ],
  resolution: [
    { id: 'S2.resolution.new-key', text: 'Create a new key at the provider.' },
    {
      id: 'S2.resolution.update',
      text: 'Replace the key in the settings of the integration, everywhere it is stored, and save.',
    },
    {
      id: 'S2.resolution.verify',
      text: 'Make one test call with the new key, of the same kind as the one that was refused.',
    },
    {
      id: 'S2.resolution.scope',
      text: 'If it is about permissions: ask for the missing scope, or use a credential that has it. Do not take an administrator key as a shortcut.',
    },
    {
      id: 'invalid-credentials.resolution.address',
      text: 'If it is about the address: have the platform’s outgoing addresses added to the allow list.',
    },
    {
      id: 'invalid-credentials.resolution.calendar',
      text: 'Write down when the new key expires and who renews it, so that the next rotation is planned.',
    },
  ],
  neighbours: [
    '401: no credential was presented. 403: one was, and it is not good for this.',
    'A 403 with Retry-After or x-ratelimit-remaining: 0 is a rate limit in the dress of a 403: wait instead of changing the key.',
    'A 404 may hide a 403: some APIs say "not found" for what a key may not see.',
  ],
  outside: [
    {
      says: 'Refused with 403: the key is wrong',
      command: 'curl -H "X-API-Key: wrong-key" http://localhost:8001/alerts',
    },
    {
      says: 'Refused with 403: the key may only read',
      command:
        'curl -X POST -H "X-API-Key: read-only-key" -H "Content-Type: application/json" -d \'{"tenant": "client-a", "alert_type": "TEST", "severity": "low"}\' http://localhost:8001/alerts',
    },
    { says: 'Accepted', command: 'curl -H "X-API-Key: valid-key-123" http://localhost:8001/alerts' },
  ],
  code: [
    {
      title: 'Renew once, and only once',
      language: 'python',
      text: `def call_with_renewal(send, credential, renew):
    answer = send(credential)
    if answer.status_code in (401, 403):
        answer = send(renew())  # refused again: the new one is no better, so stop
    return answer
`,
    },
  ],
  remedies: ['another-credential'],
  standards: [
    'RFC 9110 §15.5.2: a refused credential is a 401; §15.5.4: 403 means understood and refused, and SHOULD NOT be repeated with the same credentials. The reference answers 403 to an unknown key.',
  ],
  explanation:
    'Your API credentials are in place, but the API refuses them. Most often that means that the key has expired or was replaced at the provider, less often that it lacks a permission which this workflow needs. We need a new or an extended key and will then update the integration and confirm it with a test call. I can go through the steps at the provider together with you.',
  escalate: [
    {
      id: 'invalid-credentials.escalate.fresh-key',
      text: 'A fresh key with the right scopes is refused too, from inside and outside the platform.',
    },
    {
      id: 'invalid-credentials.escalate.valid-key',
      text: 'The provider says that the key is valid: send the time, the request id and the address you call from.',
    },
    {
      id: 'invalid-credentials.escalate.security',
      text: 'The key was revoked and nobody on your side did it: treat it as a security incident and inform whoever is responsible for those.',
    },
    {
      id: 'invalid-credentials.escalate.no-retry',
      text: 'Do not retry meanwhile: repeated refusals may lock the account.',
    },
  ],
});
