import type { Clock } from '../../clock.ts';
import type { Recording } from '../cases/recorder.ts';
import type { OpenConnection } from './connections.ts';

/** The connections that are put aside without an end in sight: a bounded number, the oldest gives way. */
export interface HungConnections {
  /** Counts one in; the answer counts it out again. */
  add(connection: OpenConnection): () => void;
}

const maxHung = 1000;

/** At most a thousand hung connections for the whole mock. */
export function createHungConnections(onWarning: (message: string) => void): HungConnections {
  const hung = new Set<OpenConnection>();
  let warned = false;
  return {
    add(connection) {
      hung.add(connection);
      const [oldest] = hung;
      if (hung.size > maxHung && oldest !== undefined) {
        if (!warned) onWarning(`More than ${maxHung} connections hang: the oldest are reset, one for each new one.`);
        warned = true;
        hung.delete(oldest);
        oldest.socket.resetAndDestroy();
      }
      return () => hung.delete(connection);
    },
  };
}

/** What an exchange waits with. */
export interface Waiter {
  readonly id: string;
  readonly clock: Clock;
  readonly connection: OpenConnection;
  readonly recording: Recording;
  readonly hung: HungConnections;
  /** The case's own, so that resetting it can free them. */
  readonly parked: Set<Waiter>;
}

/**
 * Puts the exchange aside for a time of the case's clock, or for ever (null).
 * False: the connection was closed meanwhile.
 */
export function wait(waiter: Waiter, ms: number | null): Promise<boolean> {
  const { id, clock, connection, recording, hung, parked } = waiter;
  if (!connection.isOpen) return Promise.resolve(false);
  return new Promise((resolve) => {
    const cancel = ms === null ? hung.add(connection) : clock.timer(ms, () => done(true));
    const forget = connection.onClosed(() => done(false));
    parked.add(waiter);
    recording.park();
    clock.park(id);
    function done(stillThere: boolean): void {
      cancel();
      forget();
      parked.delete(waiter);
      clock.unpark(id);
      recording.unpark();
      resolve(stillThere);
    }
  });
}
