import type { Outcome } from '../exchange.ts';
import { callIn } from './call-in-text.ts';
import { readLooseWords } from './error-words.ts';
import { bodyOf, noResponse, recordedExchange } from './http-text.ts';
import { statusMeant } from './meant-status.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { withoutStack } from './without-marks.ts';

const speaksOfFailure =
  /error|fails\b|\bjwt\b|fail(ed|ure)|exception|denied|refused|rejected|(un|not )?authori[sz]ed|forbidden|invalid|not found|no such|not exist|doesn't exist|does not have|could not|cannot|unable|unknownhost|time-?out|timed out|unavailable|too many|limit|missing|expired|not allowed|not supported|bad gateway|not acceptable|aborted|wrong\b|unsuccessful|malformed|bad request|too (quickly|fast|often|frequently|large|long)|incorrect|exceed|unauthenticated|panic|fatal|maintenance|blocked|AADSTS\d|\bno (leader|quorum|master|space left|basic auth|credentials)/i;

/** Anything else that speaks of a failure: the text or the page that an API or something before it answered with. */
export const failureText = defineFormat({
  name: 'failure-text',
  summary: 'a text or a web page that speaks of a failure, without a status',
  reference: 'default pages and texts of servers, gateways and CDNs',
  read(text) {
    const isPage = /<!doctype html|<html|<head|<body|^\s*<h[1-6]>/i.test(text);
    const outcome = isPage ? ofPage(text) : ofText(text);
    const recording = outcome && recordingOf([recordedExchange({ id: 'text-1', request: callIn(text), outcome })]);
    return (
      recording && { ...recording, notes: ['no status was recorded; it was taken from the words'], statusGuessed: true }
    );
  },
});

/** A page that speaks of no failure came in the place of data. */
function ofPage(text: string): Outcome | null {
  const words = text.replaceAll(/<[^<>]*>/g, ' ').trim();
  if (words.length < 5) return null;
  const status = /type=["']?password/i.test(text) ? 200 : (statusMeant(words) ?? 200);
  return answer(status, 'text/html', text);
}

/** A bare word of a timeout is the client's; a gateway's has a status or names it. */
function ofText(text: string): Outcome | null {
  if (!speaksOfFailure.test(text)) return null;
  const said = withoutStack(text).trim().slice(0, 2000);
  const status = statusMeant(text);
  const loose = status === null || status === 404 || status === 400 ? readLooseWords(text) : null;
  if (loose !== null) return noResponse(loose.code, said, loose.phase);
  const isOurs = status === 504 && !/gateway|upstream|backend|proxy|server|deployment|function|worker/i.test(text);
  return isOurs ? noResponse('TIMEOUT', said, 'response') : answer(status ?? 400, 'text/plain', said);
}

function answer(status: number, type: string, text: string): Outcome {
  return { kind: 'response', response: { status, headers: [['Content-Type', type]], body: bodyOf(text) } };
}
