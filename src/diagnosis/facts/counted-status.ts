import { statusMeant, statusNamed } from '../../trace/read/meant-status.ts';
import { type AnswerFacts, wordsOf } from './answer.ts';
import { saysError } from './doubt.ts';

/** What the code of an error says, where the status said success. */
const meant: readonly (readonly [RegExp, number])[] = [
  [/rate_?limit|ratelimited|too_?many|throttl|over_query_limit/i, 429],
  [
    /missing_scope|no_permission|not_allowed|restricted|forbidden|access_?(denied|error)|permission|REQUEST_DENIED/i,
    403,
  ],
  [/(^|_)(key|token|credentials?)_?(not_?found|unknown|invalid|disabled|revoked)(_|$)/i, 401],
  [
    /invalid_auth|not_authed|token_(expired|revoked)|unauthenticated|unauthorized|invalid_(api_?key|token)|account_inactive/i,
    401,
  ],
  [/not_?found|no_such|unknown_(channel|user|resource)/i, 404],
  [/invalid_(arguments?|request|payload|form_data|json)|missing_(argument|param)|bad_request|graphql_validation/i, 400],
];

/** SOAP 1.1 §6.2: every fault comes with 500, the caller's own as well. */
const fault = /<([\w-]+:)?Fault>/;

/** The status that counts: of a success whose body confesses an error, what that error means; else the answer's own. */
export function countedStatus(answer: AnswerFacts | null): number | null {
  if (answer === null) return null;
  if (answer.status === 500 && fault.test(answer.text)) return statusMeant(wordsOf(answer)) ?? 500;
  if (isUnassigned(answer.status)) return ofClient(statusMeant(wordsOf(answer)));
  if (answer.status === 401 && answer.codes.some((code) => limited.test(code))) return 429;
  const other = answeredToAll[answer.status];
  if (other !== undefined) return other(answer);
  return answer.status < 300 && saysError(answer) ? confessed(answer) : answer.status;
}

/** Numbers of a provider's own between 430 and 499; those that several servers send mean something by themselves. */
function isUnassigned(status: number): boolean {
  return status >= 430 && status < 494 && ![431, 440, 444, 449, 450, 451, 456, 460, 463, 464].includes(status);
}

/** RFC 9110 §15: a number that isn't known is a 400, unless the words say which one it is. */
function ofClient(said: number | null): number {
  return said !== null && said < 500 ? said : 400;
}

/** Some answer 401 to a key that is good and was used too much. */
const limited = /(^|_)(rate_?limit(ed|_exceeded|_reached)?|limit_(reached|exceeded)|too_many_requests)$/i;

/** Some answer 406 to whatever they don't accept; RFC 9110 §15.5.7 means the form of the answer. */
function ofNotAcceptable(words: string): number {
  const said = /accept|media|format|content|representation|version/i.test(words) ? null : statusMeant(words);
  return said !== null && said < 500 ? said : 406;
}

/** RFC 9110 §15.5.6 means the method; words that speak of something else count. */
function ofNotAllowed(words: string): number {
  const isOfMethod =
    /\b(method|allow(s|ed)?|verb|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|support(s|ed)?|state|status)\b/i.test(words);
  const said = isOfMethod ? null : statusMeant(words);
  return said !== null && said < 404 ? said : 405;
}

/** Statuses that some answer to whatever they refuse. */
const answeredToAll: Readonly<Record<number, (answer: AnswerFacts) => number>> = {
  405: (answer) => ofNotAllowed(wordsOf(answer)),
  406: (answer) => ofNotAcceptable(wordsOf(answer)),
  409: ofConflict,
};

/** Dropbox answers 409 to whatever an operation itself refuses; the code tells what it was. */
function ofConflict({ codes }: AnswerFacts): number {
  const isOfAccess = codes.some((code) => refusing.test(code.replace(/[/.]+$/, '')));
  return isOfAccess ? 403 : 409;
}

const refusing =
  /^(access_?denied|forbidden|permission_?denied|no_?(write_?)?permissions?|insufficient_?(scopes?|permissions?)|missing_?(scopes?|permissions?)|(email|account|user)_not_verified)$/i;

/** What its code means, or the number that it names, or else its words. */
function confessed(answer: AnswerFacts): number {
  const found = meant.find(([pattern]) => answer.codes.some((code) => pattern.test(code)))?.[1];
  const named = found ?? statusNamed(answer.json);
  // Esri's own numbers for a token that is invalid or missing.
  if (named !== null) return named === 498 || named === 499 ? 401 : named;
  // "Something went wrong" tells no more than that the answer is no success.
  const said = statusMeant(wordsOf(answer)) ?? 400;
  return said < 500 ? said : answer.status;
}
