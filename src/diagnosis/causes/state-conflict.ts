import { byCodeOrWords, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The state of the thing forbids it. */
export const stateConflict = defineCause({
  name: 'state-conflict',
  summary: 'The request conflicts with the state of the resource: it exists already, has changed, or is locked.',
  side: 'client',
  reference: 'RFC 9110 §15.5.10 (409), §15.5.13 (412); RFC 6585 §3 (428); RFC 4918 §11.3 (423)',
  runbook: 'conflict',
  category: 'conflict',
  class: 'retryable-after-change',
  next: [
    'Read the resource again and decide with its present state.',
    'Where it exists already, update it instead of creating it.',
    'Send the current ETag in If-Match, and repeat once.',
  ],
  explanation:
    'What the workflow wants to do conflicts with the present state of the record: it exists already or has changed since it was read. We read it again and decide with what it says now.',
  examples: [
    {
      from: 'RFC 9110',
      request: 'PUT /users/1 HTTP/1.1\nHost: api.example.com\nIf-Match: "old"\n\n{}',
      response: 'HTTP/1.1 412 Precondition Failed\nETag: "new"\n\n',
    },
    {
      from: 'DynamoDB',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/x-amz-json-1.0\n\n{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}',
    },
    {
      from: 'an API',
      request: 'POST /users HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\n\n{}',
      response:
        'HTTP/1.1 409 Conflict\nContent-Type: application/json\n\n{"detail":"User with this email already exists"}',
    },
  ],
  find: (facts) => {
    const { status } = facts;
    if (status !== null && [409, 412, 423, 424, 428].includes(status)) return proven(`status ${status}`);
    if (status === 403) return byWords(facts);
    return status === 400 || status === 422 || status === 405 ? byCodeOrWords(facts, codes, ...words) : null;
  },
});

/** Registries of packages refuse to replace what was published with a 403. */
function byWords(facts: Facts): Finding | null {
  const said = saidIn(
    facts,
    /(publish|write|deploy) over\b|overwrit(e|ing)|previously published|already (been )?(published|exists?)/i,
  );
  return said === null ? null : likely(`the answer says "${said}"`);
}

/** Many APIs answer such conflicts with 400 or 422. */
const codes =
  /^(\w+_)?(already_?(exists?|\w+ed)(_?(exception|error))?|already_owned_by_you|duplicates?(_?(value|key|entry|record|detected|name))?|name_in_use|in_use_exception|version_conflict\w*|version_mismatch|conflict(_?(exception|error))?)$|^(\w*AlreadyExists(Exception)?|ConditionalCheckFailed(Exception)?|item_name_in_use|dependency_?violation|resource_?in_?use(exception)?)$/i;
const words = [
  /(?<!that an? \w+ )\b(member|user|account|resource|record|item|name|email|entity|object) exists\b|is already (an?|the|in|on|part|being)\b/i,
  /already (exists?|taken|in use|registered|assigned|(being |been )?used|own|\w+ed\b)|has already been|must be unique/i,
  /duplicate (key|entry|value|record|found)|duplicates? value|identical (record|item|object)|with the same (name|key|id)|version (conflict|mismatch)/i,
  /(is |status )?(closed|locked|archived|completed) (prevents|and (cannot|can't|can not))|(cannot|can't|can not) be (changed|updated|modified|deleted) (because|while|when|in)/i,
  /(cannot|can't|could not) (delete|remove|update|change|modify) [^.·]{0,60}(in use|because|while|has|attached|referenced)|is already \w+|transition[^.·]{0,40}(not allowed|invalid)|(is|are) not unique|not allowed (from|in) (the|its) current/i,
  /\bimmutable\b|(not|n't) (allow|permit)(s|ed)? (updating|overwriting|re-?deploy)/i,
  /conditional request failed|object has been modified|does not match HEAD|modified since|not in (the )?(right|correct|required|valid) state|in (its|the) current (state|status)/i,
];
