import { type Clock, createRealClock } from '../clock.ts';
import type { JudgeProgress } from '../judge/index.ts';
import type { Environment } from './command.ts';
import type { Painter } from './paint.ts';

/** Tells what is being waited for. */
export interface JudgeTalk {
  add(progress: JudgeProgress): void;
  end(): void;
}

interface Waiting {
  readonly since: number;
  readonly watchMs: number;
}

interface State {
  planned: number;
  done: number;
  readonly waiting: Map<string, Waiting>;
}

const everyMs = 1000;
const mostNamed = 3;

/** On a terminal one line that is renewed each second; elsewhere a line for each probe when it is over. */
export function createJudgeTalk(environment: Environment, paint: Painter, clock: Clock = createRealClock()): JudgeTalk {
  const live = (environment.stderr as { isTTY?: boolean }).isTTY === true;
  const state: State = { planned: 0, done: 0, waiting: new Map() };
  const say = (text: string) => void environment.stderr.write(text);
  let cancel = () => {};

  function renew(): void {
    cancel();
    say(`\r\u001b[2K${paint.dim(lineOf(state, clock.now()))}`);
    cancel = clock.timer(everyMs, renew);
  }

  return {
    add(progress) {
      change(state, progress, clock.now());
      if (live) renew();
      else say(endedLine(progress));
    },
    end() {
      cancel();
      if (live) say('\r\u001b[2K');
    },
  };
}

function change(state: State, progress: JudgeProgress, now: number): void {
  switch (progress.kind) {
    case 'self-checked':
      return;
    case 'planned':
    case 'again':
      state.planned += progress.probes;
      return;
    case 'started':
      state.waiting.set(progress.probe.name, { since: now, watchMs: progress.watchMs });
      return;
    case 'ended':
      state.waiting.delete(progress.observed.probe.name);
      state.done += 1;
      return;
    default:
      progress satisfies never;
  }
}

/** Those that may take longest are named. */
function lineOf({ planned, done, waiting }: State, now: number): string {
  const left = ({ since, watchMs }: Waiting) => Math.max(0, since + watchMs - now);
  const longest = [...waiting].toSorted(([, one], [, other]) => left(other) - left(one)).slice(0, mostNamed);
  const named = longest.map(([name, one]) => `${name} (at most ${Math.ceil(left(one) / 1000)} s)`);
  const more = waiting.size > mostNamed ? ` and ${waiting.size - mostNamed} more` : '';
  return `${done} of ${planned} probes · waiting for ${named.join(', ') || 'the first one'}${more}`;
}

function endedLine(progress: JudgeProgress): string {
  if (progress.kind === 'again') return `The machine was busy: looking once more at ${progress.probes} of them\n`;
  if (progress.kind === 'planned') return `${progress.probes} probes\n`;
  if (progress.kind !== 'ended') return '';
  const { probe, observation } = progress.observed;
  const { openedAt, closedAt, end } = observation.window;
  const attempts = observation.calls.reduce((sum, call) => sum + call.attempts.length, 0);
  const seconds = ((closedAt - openedAt) / 1000).toFixed(1);
  const how = end === 'client-ended' ? '' : `, ${end}`;
  return `  ${probe.name}  ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${seconds} s${how}\n`;
}
