import { defineCause, type Finding, likely, possible, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';
import { retiredVersion } from '../vocabulary.ts';

/** It was there, and was deleted or has gone since. */
export const resourceDeleted = defineCause({
  name: 'resource-deleted',
  summary: 'The resource existed and has been deleted, archived or deactivated since.',
  side: 'client',
  reference: 'RFC 9110 §15.5.5, §15.5.11 (410); the reference, scenario 5',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  refines: ['identifier-of-wrong-form', 'state-conflict', 'resource-missing'],
  next: [
    'Handle it without failing the rest: skip it, log it, go on.',
    'Read the resource right before changing it instead of trusting an id from an earlier step.',
    'Create it anew only where that is what the workflow is for.',
  ],
  explanation:
    'The record that the workflow wants to use no longer exists: it was removed between two steps. We check that it exists before we use it, and skip it when it is gone.',
  examples: [
    {
      from: 'a user deleted between two steps',
      request: 'PATCH /users/7 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\n\n{}',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"User with ID 7 not found"}',
      before: ['GET /users/7 → 200', 'DELETE /users/7 → 204'],
    },
    {
      from: 'RFC 9110',
      response: 'HTTP/1.1 410 Gone\nContent-Type: application/json\n\n{"detail":"This ticket was purged."}',
    },
    {
      from: 'a ticket purged in the meantime',
      request: 'GET /tickets/31 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"Ticket 31 not found"}',
      before: ['GET /tickets/31 → 200'],
    },
  ],
  find: (facts) => {
    const { status, history, request } = facts;
    // Versions of an API are gone as well; then the address is what is wrong.
    if (status === 410) return (retiredVersion.test(facts.words) ? possible : proven)('status 410: gone for good');
    if (status === 400 || status === 422) return bySaying(facts, madeInactive);
    if (status !== 404) return null;
    const same = history.before.filter(({ path }) => path === request.path);
    const deleted = same.find(({ method, failure }) => method === 'DELETE' && failure === null);
    if (deleted !== undefined) return proven(`DELETE ${request.path} succeeded before`);
    const seen = same.find(({ failure }) => failure === null);
    if (seen !== undefined) return likely(`${seen.method} ${request.path} succeeded before`);
    return bySaying(
      facts,
      /(has been|was|is) (deleted|removed|archived|deactivated|purged)|no longer (exists|available)|\bin the (trash|(recycle )?bin)\b/i,
    );
  },
});

/** A 400 says it of what the request refers to. */
const madeInactive =
  /\b((has|have) been|was|were) (made inactive|deleted|purged|deactivated|trashed)\b(?! (due|because|for))|\brefers? to (an? )?(inactive|deleted|archived|deactivated) \w+/i;

function bySaying(facts: Facts, pattern: RegExp): Finding | null {
  const said = saidIn(facts, pattern);
  return said === null ? null : likely(`the answer says "${said}"`);
}
