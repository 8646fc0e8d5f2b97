import type { AttemptResult, Result } from '../result.ts';
import type { Classification, Policy } from '../retry/index.ts';
import { classifyRetry, policies, signalOf } from '../retry/index.ts';
import { failureOf } from './failure-of.ts';

/** One failure, of the methods for which it means the same: what it means for a repeat, and what the client did in all scenarios. */
export interface RetryRow {
  readonly failure: string;
  readonly methods: readonly string[];
  readonly operations: readonly string[];
  readonly judgement: Classification;
  /** Milliseconds that answers asked to wait. */
  readonly waits: readonly number[];
  readonly met: number;
  /** Milliseconds between the failure and each repeat of the same call. */
  readonly repeats: readonly number[];
  /** Where the client did otherwise, one line each. */
  readonly conflicts: readonly string[];
}

interface Meeting {
  readonly failure: string;
  readonly judgement: Classification;
  readonly attempt: AttemptResult;
  /** Milliseconds until the same call was tried again; null when it wasn't. */
  readonly repeatedAfterMs: number | null;
}

const policyOf = (result: Result): Policy => policies.find((policy) => policy === result.identity.policy) ?? 'standard';

function repeatAfter(attempt: AttemptResult, next: AttemptResult | undefined): number | null {
  if (next === undefined || attempt.tookMs === null) return null;
  return Math.max(0, next.offsetMs - attempt.offsetMs - attempt.tookMs);
}

function meetingOf(attempt: AttemptResult, next: AttemptResult | undefined, policy: Policy): Meeting | null {
  const failure = failureOf(attempt.exchange);
  const signal = signalOf(attempt.exchange);
  if (failure === null || signal === null) return null;
  return { failure, attempt, judgement: classifyRetry(signal, policy), repeatedAfterMs: repeatAfter(attempt, next) };
}

function meetingsOf(result: Result): readonly Meeting[] {
  const policy = policyOf(result);
  return result.scenarios.flatMap(({ attempts }) =>
    [...Map.groupBy(attempts, ({ call }) => call).values()].flatMap((call) =>
      call.map((attempt, index) => meetingOf(attempt, call[index + 1], policy)).filter((meeting) => meeting !== null),
    ),
  );
}

function conflictsOf(meetings: readonly Meeting[]): readonly string[] {
  const repeated = meetings.filter(({ repeatedAfterMs }) => repeatedAfterMs !== null);
  const needless = repeated.filter(({ judgement }) => !judgement.retry).length;
  const early = repeated.filter(
    ({ attempt, repeatedAfterMs }) => (repeatedAfterMs ?? 0) < (attempt.retryAfterMs ?? 0),
  ).length;
  return [
    ...(needless > 0 ? [`✗ repeated although it may not be (${needless} of ${meetings.length})`] : []),
    ...(early > 0 ? [`✗ came back before the wait was over (${early} of ${meetings.length})`] : []),
  ];
}

function rowOf(meetings: readonly [Meeting, ...Meeting[]]): RetryRow {
  const [{ failure, judgement }] = meetings;
  return {
    failure,
    methods: [...new Set(meetings.map((meeting) => meeting.attempt.exchange.request.method))],
    judgement,
    operations: [...new Set(meetings.map((meeting) => meeting.attempt.exchange.operationId ?? 'no operation'))],
    waits: meetings.map((meeting) => meeting.attempt.retryAfterMs).filter((ms) => ms !== null),
    met: meetings.length,
    repeats: meetings.map(({ repeatedAfterMs }) => repeatedAfterMs).filter((ms) => ms !== null),
    conflicts: conflictsOf(meetings),
  };
}

const rankOf = ({ conflicts, failure }: RetryRow) => `${conflicts.length > 0 ? 0 : 1}${failure}`;

/** Every failure that was met, by what it means: disagreements first, then statuses, then transport faults. */
export function retryRows(result: Result): readonly RetryRow[] {
  const groups = Map.groupBy(meetingsOf(result), ({ failure, judgement }) =>
    [failure, judgement.class, judgement.retry].join(' '),
  );
  const rows = [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [rowOf([first, ...others])],
  );
  return rows.sort((one, other) => (rankOf(one) < rankOf(other) ? -1 : rankOf(one) > rankOf(other) ? 1 : 0));
}
