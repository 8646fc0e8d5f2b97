import { byCodeOrWords, defineCause } from '../cause.ts';

/** The provider took the pattern of calls for abuse. */
export const abuseDetected = defineCause({
  name: 'abuse-detected',
  summary: 'The provider takes the pattern of calls for abuse.',
  side: 'client',
  reference: 'draft-ietf-httpapi-ratelimit-headers (abnormal-usage-detected); GitHub docs, abuse detection',
  runbook: 'rate-limiting',
  category: 'throttling',
  next: [
    'Stop all calls with this credential for the time that is asked for.',
    'Look for a loop, for parallel copies of the workflow, for retries without a pause.',
    'Write to the provider what the calls are for, before going on at the old rate.',
  ],
  explanation:
    'The provider takes our calls for abuse and has stopped serving them. We halt the workflow, find what made so many calls, and explain it to the provider.',
  refines: ['burst-over-limit'],
  examples: [
    {
      from: 'the rate-limit draft',
      response:
        'HTTP/1.1 429 Too Many Requests\nContent-Type: application/problem+json\n\n{"type":"https://iana.org/assignments/http-problem-types#abnormal-usage-detected","title":"Abnormal usage detected"}',
    },
  ],
  find: (facts) =>
    facts.status === 429 || facts.status === 403 || facts.status === 401
      ? byCodeOrWords(
          facts,
          /abnormal-usage-detected|abuse_detect\w*|unusual_activity/i,
          /abuse detection|abnormal usage|unusual (activity|traffic)/i,
        )
      : null,
});
