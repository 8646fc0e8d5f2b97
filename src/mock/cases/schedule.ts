import type { Cancel, Clock } from '../../clock.ts';
import type { Rule } from '../../contract/failure-layer.ts';
import { effectOf } from '../../faults/index.ts';
import { problemsOf, throwProblems } from '../../problem.ts';
import { refuseListenerFault } from './rule-input.ts';

/** The rules that requests meet, and those that close the listener by a schedule. */
export interface SortedRules {
  readonly rules: readonly Rule[];
  readonly scheduled: readonly Rule[];
}

/** Takes the schedules out of the layer's rules; throws for a refused connection that waits for a request. */
export function listenerRules(all: readonly Rule[]): SortedRules {
  const refusing = all.filter(({ fault }) => fault !== null && effectOf(fault).kind === 'refuse');
  const scheduled = refusing.filter(({ match, when }) => match.operations === null && when.fromMs !== null);
  const wrong = refusing.filter((rule) => !scheduled.includes(rule));
  throwProblems(wrong.flatMap((rule) => caught(() => refuseListenerFault(rule.fault, rule.place))));
  return {
    rules: all.filter((rule) => !scheduled.includes(rule)),
    scheduled: scheduled.filter(({ enabled }) => enabled),
  };
}

function caught(check: () => void): ReturnType<typeof problemsOf> {
  try {
    check();
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

/** The refusals of a case that come by the clock. */
export interface Schedule {
  /** Counts from now on; what was still to come by an earlier start never does. */
  start(): void;
  stop(): void;
}

/** Refuses connections at each rule's time of the case's clock, until its end, else for as long as the fault says. */
export function createSchedule(
  scheduled: readonly Rule[],
  clock: Clock,
  refuse: (forMs: number) => Promise<void>,
): Schedule {
  let cancels: readonly Cancel[] = [];

  function stop(): void {
    for (const cancel of cancels) cancel();
    cancels = [];
  }

  return {
    start() {
      stop();
      cancels = scheduled.flatMap(({ when, fault }) => {
        const effect = fault === null ? null : effectOf(fault);
        if (effect?.kind !== 'refuse') return [];
        const from = when.fromMs ?? 0;
        const forMs = when.untilMs === null ? effect.forMs : when.untilMs - from;
        return [clock.timer(from, () => void refuse(forMs))];
      });
    },
    stop,
  };
}
