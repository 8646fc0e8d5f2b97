/**
 * What a recording tells, read out once: causes ask these facts and nothing else.
 */

import { parseHttpDate } from '../../retry/http-date.ts';
import { type Classification, canonicalCode, classifyRetry, signalOf } from '../../retry/index.ts';
import type { Exchange, Phase } from '../../trace/exchange.ts';
import { plainEnglish } from '../../trace/read/plain-english.ts';
import type { DiagnosisInput } from '../diagnosis.ts';
import { type AgainstContract, compareWithContract } from './against-contract.ts';
import { type AnswerFacts, readAnswer, wordsOf } from './answer.ts';
import { type AnsweredBy, answeredBy } from './answered-by.ts';
import { countedStatus } from './counted-status.ts';
import { type SentCredential, sentCredentials } from './credentials.ts';
import { type Call, type History, readHistory } from './history.ts';
import { type RequestFacts, readRequest } from './request.ts';

export { type Call, readCalls } from './history.ts';

/** All that is known of one failed exchange and its surroundings. */
export interface Facts {
  readonly input: DiagnosisInput;
  readonly subject: Exchange;
  readonly request: RequestFacts;
  readonly answer: AnswerFacts | null;
  /** What a person reads in the answer, on one line; without an answer the words of the error. */
  readonly words: string;
  /** The words in plain English, for reading. */
  readonly plain: string;
  /** That which counts: a success that confesses an error has the status of that error. Null: no status line came. */
  readonly status: number | null;
  /** Canonical; null when the call wasn't cut off. */
  readonly code: string | null;
  readonly phase: Phase | null;
  readonly classification: Classification;
  readonly by: AnsweredBy;
  readonly sent: readonly SentCredential[];
  /** Null: there is no contract to compare with. */
  readonly against: AgainstContract | null;
  readonly history: History;
  /** Milliseconds until the answer began, or until the call failed; null when the recording doesn't say. */
  readonly tookMs: number | null;
  /** Milliseconds since the epoch of the answer: the server's own word where there is one; null when nobody knows. */
  readonly answeredAt: number | null;
}

/** Reads the facts about one exchange of the input. `calls` are those of the whole input. */
export function readFacts(input: DiagnosisInput, subject: Exchange, calls: readonly Call[]): Facts {
  const request = readRequest(subject.request);
  const answer = readAnswer(subject);
  return {
    input,
    subject,
    request,
    answer,
    status: countedStatus(answer),
    ...brokenBy(subject, answer),
    classification: classifyRetry(signalOf(subject) ?? { method: subject.request.method, status: null, headers: {} }),
    by: answeredBy(answer),
    sent: sentCredentials(request),
    against: input.contract === null ? null : compareWithContract(input.contract, request),
    history: readHistory(calls, subject),
    tookMs: tookOf(subject),
    answeredAt: answeredAt(answer, subject),
  };
}

function brokenBy(
  { outcome }: Exchange,
  answer: AnswerFacts | null,
): Pick<Facts, 'code' | 'phase' | 'words' | 'plain'> {
  const said = answer === null ? '' : wordsOf(answer);
  if (outcome === null || outcome.kind === 'response')
    return { code: null, phase: null, words: said, plain: plainEnglish(said) };
  const words = [said, outcome.message].filter((text) => text !== '').join(' · ');
  const phase = outcome.kind === 'broken-body' ? 'body' : outcome.phase;
  return { code: canonicalCode(outcome.code), phase, words, plain: plainEnglish(words) };
}

function tookOf({ startedAt, respondedAt, endedAt }: Exchange): number | null {
  const until = respondedAt ?? endedAt;
  return until === null || until <= startedAt ? null : until - startedAt;
}

function answeredAt(answer: AnswerFacts | null, { respondedAt, endedAt, startedAt }: Exchange): number | null {
  const own = parseHttpDate(answer?.headers['date'] ?? '', startedAt);
  if (own !== null) return own;
  const recorded = respondedAt ?? endedAt ?? startedAt;
  return recorded > 0 ? recorded : null;
}
