import { defineCause, likely, saidIn } from '../cause.ts';

/** The API hides what the credential may not see behind a 404. */
export const hiddenForbidden = defineCause({
  name: 'hidden-forbidden',
  summary: 'The API may hide what the credential must not see behind "not found".',
  side: 'client',
  reference: 'RFC 9110 §15.5.4 (a 404 in place of a 403); GitHub docs, troubleshooting the REST API',
  runbook: 'resource-not-found',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Open the same thing with an account that surely sees it: if it is there, the credential lacks the permission.',
    'Check that a credential is sent at all, and which organisation, tenant or repository it covers.',
    'Have the permission added; do not repeat the call before.',
  ],
  explanation:
    'The API says that the record does not exist, which some providers also say when our credential may not see it. We check the permission first, then the identifier.',
  examples: [
    {
      from: 'Jira',
      response:
        'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"errorMessages":["Issue does not exist or you do not have permission to see it."],"errors":{}}',
    },
    {
      from: 'Facebook, with a 400',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":{"message":"Unsupported get request. Object with ID \'17\' does not exist, cannot be loaded due to missing permissions, or does not support this operation.","type":"GraphMethodException","code":100}}',
    },
    {
      from: 'GitHub, a private repository',
      request: 'GET /repos/acme/secret HTTP/1.1\nHost: api.github.com\nAccept: application/vnd.github+json',
      response:
        'HTTP/1.1 404 Not Found\nServer: github.com\nContent-Type: application/json\n\n{"message":"Not Found","documentation_url":"https://docs.github.com/rest/repos/repos#get-a-repository","status":"404"}',
    },
  ],
  find: (facts) => {
    const { status, request, answer } = facts;
    if (status === null || ![400, 403, 404].includes(status)) return null;
    const said = saidIn(
      facts,
      /(not exist|not found|no record found|doesn't exist|\bno \w+ with)[^·]{0,60}\b(or|and)\b[^·]{0,60}\b(permissions?|access|authori[sz]ed|visible|restricts)/i,
      /(for|due to) security reasons[^·]{0,60}(404|not found)|(404|not found)[^·]{0,60}(for|due to) security reasons/i,
      /(not exist|not found)[^·]{0,30}cannot be loaded due to missing permissions?/i,
      /(?<!we are not |invalid )(permissions?|access|authori[sz]ed)[^·]{0,40}\bor\b(?![^·]{0,12}\b(url|page|path)\b)[^·]{0,40}(not exist|not found|been deleted)/i,
    );
    if (said !== null) return likely(`the answer says "${said}"`);
    const isGitHub = /(^|\.)api\.github\.com$/.test(request.host) || /docs\.github\.com/.test(answer?.text ?? '');
    return status === 404 && isGitHub && /"message":\s*"Not Found"|404 - Not Found/.test(answer?.text ?? '')
      ? likely('GitHub answers 404 for what a token may not see')
      : null;
  },
});
