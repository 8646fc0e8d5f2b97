import type { AdjustableClock } from '../../adjustable-clock.ts';
import { type Clock, createRealClock } from '../../clock.ts';
import { Problem } from '../../problem.ts';
import type { Recorder } from './recorder.ts';

/** Moves a clock forward. */
export async function advance(clock: Clock, ms: number): Promise<void> {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new Problem(
      'wrong-time',
      `Failed to advance the clock by "${ms}" milliseconds: time goes forward.`,
      'Give a number of milliseconds from 0.',
    );
  }
  if (isAdjustable(clock)) clock.advance(ms);
  else await clock.sleep(ms);
}

/** Sets a clock back to the machine's time; one that can't be moved by hand is there already. */
export function setBack(clock: Clock): void {
  if (clock.kind === 'virtual') {
    throw new Problem(
      'virtual-clock',
      'Failed to reset the clock: a virtual clock has no machine time to go back to.',
      'Open a new case; its clock starts at the beginning.',
    );
  }
  if (isAdjustable(clock)) clock.reset();
}

function isAdjustable(clock: Clock): clock is AdjustableClock {
  return 'advance' in clock;
}

/** What the machine's timers and the wire may take off a wait that a client kept. */
const machineBlurMs = 20;

/** Milliseconds by which a wait may look shorter than it was. */
export function blurOf({ kind }: Clock): number {
  return kind === 'virtual' ? 0 : machineBlurMs;
}

const longestMs = 1000;

/** Resolves when every exchange that isn't parked has ended, at the latest after a second of the machine's time. */
export function settledSoon(recorder: Pick<Recorder, 'settled'>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = createRealClock().timer(longestMs, resolve);
    void recorder.settled().then(() => {
      cancel();
      resolve();
    });
  });
}
