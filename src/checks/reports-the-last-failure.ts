import { defineCheck } from './check.ts';
import { unheard } from './preconditions.ts';
import { alwaysRateLimited } from './probes/statuses.ts';
import { attemptsOf } from './reading/attempts.ts';
import { broken, kept, untested } from './reading/verdicts.ts';

/** The caller learns what happened. */
export const reportsTheLastFailure = defineCheck({
  name: 'reports-the-last-failure',
  id: 'D2',
  rule: 'A call that fails with 429 until the end is reported as 429, not as some error of the retry loop.',
  force: 'practice',
  reference: 'urllib3#3688',
  why: '"Max retries exceeded" tells nobody what to do; the status does.',
  fix: 'Give the caller the last answer, or an error that holds its status.',
  probes: [alwaysRateLimited],
  needsReport: true,
  look({ calls: [call], window }) {
    if (call === undefined || call.report === null) return unheard({ window }, 'nobody heard how its call ended');
    const attempts = attemptsOf(call);
    const { ok, status, error } = call.report;
    if (ok) return broken('taken-for-success', 'it reported a success', attempts);
    const said = error ?? `${status}`;
    if (status === 429 || /\b429\b/.test(said)) return kept(`it reported ${said}`, attempts.slice(-1));
    if (status === null && saysNothing(error)) return untested('driver', 'nobody heard more than that it failed');
    return broken('status-lost', `it reported ${said}`, attempts.slice(-1));
  },
});

/** An exit code says that it failed, and can say no more. */
function saysNothing(error: string | null): boolean {
  return error === null || /^exit code \d+$/.test(error);
}
