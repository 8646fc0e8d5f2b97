import { defineCheck } from './check.ts';
import { unheard } from './preconditions.ts';
import { truncated } from './probes/connections.ts';
import { attemptsOf } from './reading/attempts.ts';
import { broken, counted, kept } from './reading/verdicts.ts';

/** Half an answer is no answer. */
export const noticesTruncatedAnswers = defineCheck({
  name: 'notices-truncated-answers',
  id: 'X4',
  rule: 'An answer that ends before its Content-Length is an error or is fetched again, never a success.',
  force: 'must',
  reference: 'RFC 9112 §8; googleapis conformance-tests, scenario 8',
  why: 'Half a list looks like a list: what is missing is then missed by nobody.',
  fix: 'Compare what came with Content-Length, and fail on less.',
  probes: [truncated],
  needsReport: true,
  look({ calls: [call], window }) {
    if (call === undefined || call.report === null) return unheard({ window }, 'nobody heard how its call ended');
    const attempts = attemptsOf(call);
    if (attempts.length > 1)
      return kept(`it fetched the answer again: ${counted(attempts.length, 'attempt')}`, attempts);
    return call.report.ok
      ? broken('taken-for-success', 'it took the first part of an answer for the whole', attempts)
      : kept(`it told its caller: ${call.report.error ?? 'failed'}`, attempts);
  },
});
