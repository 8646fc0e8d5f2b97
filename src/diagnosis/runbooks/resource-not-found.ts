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
