import { defineRunbook } from './runbook.ts';

/** Resource not found: what a person does about it. */
export const resourceNotFound = defineRunbook({
  name: 'resource-not-found',
  title: 'Resource not found',
  failures: ['404', '410'],
  summary: 'The API is there, the thing that was asked for is not.',
  reference: 'RFC 9110 §15.5.5; RFC 9110 §15.5.11',
  symptom: [
    'A step that reads or changes one particular thing fails.',
    'The same step works for some items and fails for others.',
  ],
  meaning: [
    'The credentials were accepted.',
    'The API and this kind of address exist and can be reached.',
    'The particular user, ticket or device does not exist, no longer exists, or is not visible with this key.',
    'If every id fails, the address itself is wrong: base path, version or spelling.',
  ],
  steps: [
    { id: 'S5.step.id', text: 'Check the id that was sent against its source.' },
    {
      id: 'S5.step.deleted',
      text: 'Find out whether the thing was deleted, archived, deactivated or merged since the id was noted.',
    },
    {
      id: 'S5.step.id-format',
      text: 'Compare the form of the id with the document: number or text, prefix, leading zeros, length.',
    },
    {
      id: 'S5.step.known-good',
      text: 'Ask for an id that surely exists. If that works, the address is right and the id is at fault.',
    },
    { id: 'S5.step.case', text: 'Compare upper and lower case: ids may be case-sensitive.' },
    {
      id: 'resource-not-found.step.environment',
      text: 'Check that host, key and id belong to the same environment and tenant.',
    },
  ],
  causes: [
    {
      id: 'S5.cause.user-deactivated',
      text: 'The user account was deactivated or deleted after the workflow had noted its id.',
    },
    { id: 'S5.cause.ticket-purged', text: 'The ticket was closed and removed from the system.' },
    { id: 'S5.cause.device-removed', text: 'The device was taken out of the inventory.' },
    { id: 'S5.cause.integer-expected', text: 'The API knows numbers as ids only, and a name or a code is sent.' },
    {
      id: 'S5.cause.string-sent',
      text: 'The workflow sends the number as text, quotes included: "123" instead of 123.',
    },
    {
      id: 'S5.cause.integer-sent',
      text: 'Or the reverse: the id is text and was treated as a number on its way, so that 007 became 7, or 1 became 1.0.',
    },
    { id: 'S5.cause.stored-id', text: 'The workflow works with an id that an earlier step stored.' },
    {
      id: 'S5.cause.deleted-between',
      text: 'The thing was deleted between the moment it was noted and the moment it was used.',
    },
    { id: 'S5.cause.sync-delay', text: 'The systems are synchronised with a delay, and the thing is not there yet.' },
    {
      id: 'S5.cause.other-environment',
      text: 'An id from production is used in the test environment, or the reverse.',
    },
    { id: 'S5.cause.other-tenant', text: 'The thing exists in another tenant than the one the key belongs to.' },
    { id: 'resource-not-found.cause.case', text: 'The id is written in other case than it was created with.' },
    {
      id: 'resource-not-found.cause.wrong-route',
      text: 'The address is wrong: base path, version or a typing error in the path.',
    },
  ],
  resolution: [
    { id: 'S5.resolution.existence-check', text: 'Check that the thing exists before the main action.' },
    {
      id: 'S5.resolution.graceful',
      text: 'Treat 404 as a result: skip the item or log it, and let the rest of the workflow go on.',
    },
    { id: 'S5.resolution.create', text: 'Where it makes sense, create what is missing instead of failing.' },
    {
      id: 'S5.resolution.still-there',
      text: 'Ask again right before a change: is it still there? Time has passed since the id was noted.',
    },
    {
      id: 'resource-not-found.resolution.wait-for-sync',
      text: 'Where synchronisation is slow, look again after a pause, a limited number of times.',
    },
  ],
  neighbours: [
    '404 with the name or id of a thing: the address is right, the thing is missing. 404 with a plain "Not Found" or a web page: the address itself is wrong.',
    '410 is a 404 that is sure: gone for good.',
    'A 403 may hide behind it: check the permission before the id.',
  ],
  outside: [
    {
      says: 'Not found: there is no user 999',
      command: 'curl -H "X-API-Key: valid-key-123" http://localhost:8001/users/999',
    },
    { says: 'Found', command: 'curl -H "X-API-Key: valid-key-123" http://localhost:8001/users/1' },
    {
      says: 'Not found: there is no such address',
      command: 'curl -H "X-API-Key: valid-key-123" http://localhost:8001/user/1',
    },
  ],
  code: [
    {
      title: 'Update only what is there, and go on without it',
      language: 'python',
      text: `import logging


def update_if_there(api, user_id, change):
    found = api.get(f"/users/{user_id}")
    if found.status_code == 404:
        logging.warning("user %s is gone, skipped", user_id)
        return None
    found.raise_for_status()
    return api.patch(f"/users/{user_id}", json=change)
`,
    },
    {
      title: 'Create what is missing',
      language: 'python',
      text: `def ensure_user(api, user_id, values):
    answer = api.put(f"/users/{user_id}", json=values)
    answer.raise_for_status()
    return answer.status_code == 201  # True: it was created, False: replaced
`,
    },
  ],
  remedies: ['existence-check', 'not-found-handled', 'create-if-not-found'],
  standards: [
    'RFC 9110 §15.5.5 leaves open whether a 404 is for now or for good. The reference counts it as not retryable; only a thing that was created a moment ago is worth a second look.',
    'A check before the update leaves a gap in which the thing may go; the update itself can still answer 404.',
  ],
  explanation:
    'The workflow tried to act on an item that no longer exists in the target system, for instance an account that was deleted or a ticket that was closed after we had noted its number. The API itself works. We will add a check that the item is still there before anything is done to it, and handle items that are gone without stopping the rest of the workflow.',
  escalate: [
    {
      id: 'resource-not-found.escalate.visible-item',
      text: 'An item that you can see in the provider’s own interface is not found with a key of the same tenant.',
    },
    {
      id: 'resource-not-found.escalate.many-items',
      text: 'Many items vanish at once: ask the provider for a purge, a migration or a fault in synchronisation.',
    },
    {
      id: 'resource-not-found.escalate.no-loop',
      text: 'Do not retry in a loop: only an item that is still being synchronised will appear by itself.',
    },
  ],
});
