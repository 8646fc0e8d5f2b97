import type { WindowEnd } from '../checks/observation.ts';
import type { Clock } from '../clock.ts';

/** The time in which a client is looked at. */
export interface Window {
  readonly openedAt: number;
  /** Aborted when it closes before the client has ended. */
  readonly signal: AbortSignal;
  /** Null: it is open. */
  readonly end: WindowEnd | null;
  close(end: WindowEnd): void;
}

/** Opens a window that closes by itself after `ms`, or when the run is stopped. */
export function openWindow(clock: Clock, ms: number, stopped: AbortSignal): Window {
  const control = new AbortController();
  let end: WindowEnd | null = null;
  const cancel = clock.timer(ms, () => close('watch-ended'));
  const stop = () => close('stopped');

  function close(why: WindowEnd): void {
    if (end !== null) return;
    end = why;
    cancel();
    stopped.removeEventListener('abort', stop);
    if (why !== 'client-ended') control.abort(why);
  }
  if (stopped.aborted) close('stopped');
  else stopped.addEventListener('abort', stop, { once: true });

  return {
    openedAt: clock.now(),
    signal: control.signal,
    get end() {
      return end;
    },
    close,
  };
}
