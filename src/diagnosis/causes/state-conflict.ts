import { byCodeOrWords, defineCause, likely, proven } from '../cause.ts';

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
  refines: ['method-not-allowed', 'insufficient-scope'],
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
    if (status !== null && [409, 412, 423, 424, 428].includes(status))
      return (ofFields.test(facts.words) ? likely : proven)(`status ${status}`);
    if (status === 400 || status === 422 || status === 405) return byCodeOrWords(facts, codes, ofDatabases, ...words);
    // Registries of packages refuse to replace what was published with a 403.
    if (status === 403)
      return byCodeOrWords(
        facts,
        codes,
        ofDatabases,
        /\b(delete|write|deletion|edit|change)[- ]?protected\b|\balready (been )?(exists?|\w+ed)\b|\b(publish|write|deploy) over\b|overwrit(e|ing)\b|previously published|duplicate (content|submission|request)/i,
      );
    return status === 500 ? byCodeOrWords(facts, /^$/, ofDatabases) : null;
  },
});

/** Some answer 409 to all that they can't carry out, a field that is missing as well. */
const ofFields = /validation error|missing (a |an )?(value|required)|\bis required\b/i;

/** Many APIs answer such conflicts with 400 or 422. */
const codes = [
  /^(\w+_)?(already_?(exists?|\w+ed)(_?(exception|error))?|already_owned_by_you|\w+_not_modified|duplicates?(_?(value|key|entry|record|detected|name))?|name_in_use|in_use_exception|version_conflict\w*|version_mismatch|conflict(_?(exception|error))?)$/i,
  /(^|_)(already_\w+ed|duplicated?|(not_)?unique|uniqueness|in_use)(_|$)|(^|_)concurrent_(modification|update|edit|write)|(^|_)(unexpected|illegal|wrong|invalid|incorrect)_(\w+_)?state(_|$)|(^|_)unexpected_status$/i,
  /(^|_)(illegal|invalid|wrong|forbidden)_(\w+_)?(state|status)_(change|transition)(_|$)|(^|_)state_transition|^(?!\w*not_exists)\w+_(exists|taken)$/i,
  /^(\w*AlreadyExists(Exception)?|ConditionalCheckFailed(Exception)?|item_name_in_use|dependency_?violation|resource_?in_?use(exception)?)$/i,
];
/** What is told with other statuses too: the database's own words come with a 500. */
const ofDatabases =
  /violation of (unique|primary) key|(delete|update) on table[^·]{0,80}foreign key|delete or update a parent row|still referenced from|duplicate key value|duplicate entry '|unique constraint (failed|violat)|violates? unique|uniqueness violation|\b(user|account|email|name|record|resource|\w+) already exists\b/i;
const words = [
  /\b(may|must|can|cannot|can't|could|should)( not)? (be )?(changed?|updated?|modif(y|ied)|edit(ed)?) (\w+ ){0,4}(once|after)\b|\bmay not change\b|\bupdates? to [^.·]{1,80} (is|are) forbidden\b/i,
  /\bnothing (has )?changed\b|\bno changes? (to|were|was|have been|made|detected|found)\b|\bduplicates? (\w+ )?(is|are) not\b|\b(name|e-?mail|address|handle|slug|alias|domain|number|login|path|title)\b( is| has been| was)? (taken|unavailable)\b|\bhas been used before\b/i,
  /(?=\b(is|are|was|has|have) )(?<!\b(key|token|account|user|member|subscription|connection|request|socket|session|database|server|channel|stream|index|tunnel|client|pool) )\b(is|are|was|has been|have been) (now |currently |still |already )?(closed|locked|running|ended|finished|under way|in progress|over(?=[.!]?($| ·)))(?! (more|less|on|at|with|by the)\b)/i,
  /\b(has|have)( not|n't)? (ended|finished|started|begun|concluded)\b|\b(not|n't) (yet )?(started|begun)\b|\b(can|could|may) no longer be\b|\bnot (capturable|voidable|deletable|reversible|renewable|reschedulable)\b|\bresource (is )?locked\b/i,
  /\bonly (\w+ ){1,3}(can|may|could) be (deleted|edited|updated|paid|cancell?ed|refunded|captured|voided|approved|modified|changed|removed|submitted|published|sent|reopened|merged|closed|resolved|archived|restored)\b/i,
  /\b(folder|directory|bucket|container|group|project|repository|namespace|queue|table|list|database|category|role|catalog|collection) (is |was )?(not|n't) empty\b|\bnon-?empty (folder|directory|bucket|container|group|queue|table|database|namespace)\b|\bthere (is|are) (still )?[^.·]{1,40} (assigned|attached|linked|connected|associated)\b/i,
  /\b(has|have) been (changed|edited) (since|by|elsewhere|meanwhile|in the meantime)\b|\b(revision|etag|version) (mismatch|conflict)\b|\bstale (version|revision|object|data|resource|etag)\b|\betag (does not|doesn't|did not|didn't) match\b|\b(version|revision|etag) is (outdated|stale|old)\b/i,
  /\bbeing used elsewhere\b|\b(referenced|in use|used) by (other|another|existing|one or more|\d+)\b|\binvalid (state|status) (transition|change)\b|\bcannot be merged\b/i,
  /\bno (currently )?(active|open|pending|running) \w+/i,
  /\b(not|n't|isn't) (yet |longer |currently )?eligible\b|\bineligible\b/i,
  /\b(previous|prior|earlier|old|past|recent|same) \w+ (may|can|must|should)(not| not) be re-?used|\b(already|previously) been used\b/i,
  /\b(order|quote|offer|invitation|invite|coupon|voucher|payment|invoice|cart|basket|booking|reservation|hold|intent|promotion|listing|auction|bid|checkout|rate)( \w+)?( (has|have|is|was|already))* expired\b/i,
  /\b(change|modification|update|edit|cancel\w*|deletion|transition|refund|amendment)s? (is |are )?(not|no longer|never) (currently )?(permitted|allowed|possible)\b|\b(simultaneous|concurrent|parallel) (update|modification|edit|change|write|transaction)s?\b/i,
  /\b(stock|inventory|cart|basket|queue|pool)\b[^.·]{0,30} (is|are) empty\b|(?=\bnot )(?<!\b(key|token|account|user|member|subscription|licen[sc]e|credential|client)s? (is |are )?(currently )?)\bnot (currently )?active\b/i,
  /(?=\b(is|was|has|have) )(?<!\b(key|token|account|user|member|subscription|connection|request|socket) )\b(is|was|has been|have been) (already )?(cancell?ed|redeemed|archived|completed|voided|refunded|settled|fulfilled|shipped)\b/i,
  /\binvalid (current )?(status|state): |\b(is|are|was|were) not (yet |in |currently |longer )*(pending|draft|open|completed?|paid|captured|confirmed|submitted|finished|published|running|stopped|paused|scheduled|refundable|cancell?able|editable|modifiable|deletable)\b/i,
  /\b(with|has|having) (the )?same (\w+,? ){0,2}(name|title|address|e-?mail|key|id|reference|number|code)s?\b|\b(cannot|can't|can not|could not) (change|move|update|set|transition|switch) (\w+ ){0,3}(in|from) (the )?(status|state)\b/i,
  /\bstill in use\b|\b(is|are) (currently|still) (being )?(updated|modified|changed|deleted|created|provisioned|processed|locked|in use)\b/i,
  /\bno longer (available|possible|editable|open|pending|modifiable)\b|\b(sold out|out of stock|fully booked|not (in )?draft|(delete|write|deletion)[- ]protected)\b/i,
  /(?<!that an? \w+ )\b(member|user|account|resource|record|item|name|email|entity|object) exists\b|is already (an?|the|in|on|part|being)\b/i,
  /already (exists?|taken|there|present|in use|registered|assigned|(being |been )?used|own|\w+ed\b)|has already been|(must|has to|should|needs to) (be unique|make a unique set)|\bbeing (locked|edited|processed|used) by\b|\bduplicated? [\w-]+/i,
  /duplicate (key|entry|value|record|found)|duplicates? value|identical (record|item|object)|with the same (name|key|id)|version (conflict|mismatch)/i,
  /(is |status )?(closed|locked|archived|completed) (prevents|and (cannot|can't|can not))|(?<!\brequest )(cannot|can't|can not|could not) be (changed|updated|modified|deleted|cancell?ed|refunded|captured|completed|edited|moved) (because|while|when|in|as)\b/i,
  /(cannot|can't|could not) (delete|remove|update|change|modify) [^.·]{0,60}(in use|because|while|has|attached|referenced)|is already \w+|transition[^.·]{0,40}(not allowed|invalid)|(is|are) not unique|not allowed (from|in) (the|its) current/i,
  /has (an? )?dependent|dependency ?violation|is (still )?(referenced|used) by|\balready\b(?! expired)|cannot (cancel|refund|close|reopen|start|stop|archive|publish|approve|submit|ship)\b[^.·]{0,40}(: |because|while|when)|optimistic lock|(changed|modified|updated|edited) by another|\bis not modified\b|\b(still |currently )?(associated with|linked to|attached to|assigned to|connected to|has|have) at least one \w+|(nothing|no \w+) to (update|change|commit|cancel|refund|delete|remove|capture|release|void|undo|revert)\b|(not|isn't) mergeable|merge conflict|\bimmutable\b|(not|n't) (allow|permit)(s|ed)? (updating|overwriting|re-?deploy)/i,
  /conditional request failed|object has been modified|does not match HEAD|modified since|not in (an? |the )?(right |correct |required |valid )?state\b|cannot (publish|write|deploy) over|in (its|the) current (state|status)|(not of|invalid|wrong|unexpected) (a )?(valid )?(state|status) (for|to)\b|has a status of/i,
];
