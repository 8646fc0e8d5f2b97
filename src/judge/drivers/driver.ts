import type { ClientReport, ClientTrouble, DriverKind } from '../../checks/observation.ts';

/** One logical call as a client is asked to make it. */
export interface ClientCall {
  /** Of the case that its requests belong to; unique in a run. */
  readonly id: string;
  readonly probe: string;
  /** Where the API stands for this call alone, without a trailing slash. */
  readonly baseUrl: string;
  /** The whole address: base, path and query. */
  readonly url: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The credential among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Value of the credential as the API knows it; null where the operation needs none. */
  readonly credential: string | null;
}

/** How a call came to an end, as its driver saw it. */
export interface CallEnd {
  /** Null: the driver can't hear it. */
  readonly report: ClientReport | null;
  readonly trouble: ClientTrouble | null;
  /** The last of what the client printed, for a person. */
  readonly output: string;
}

/** A client that is ready to make the calls of one probe. */
export interface DriverSession {
  /**
   * Resolves when the client has said what became of the call, or is gone; never rejects.
   * The signal ends it: whatever was started for this call is stopped before it resolves.
   */
  make(call: ClientCall, signal: AbortSignal): Promise<CallEnd>;
  /** Resolves when nothing is left running. */
  close(): Promise<void>;
}

/** One way to have a client make calls. */
export interface Driver {
  readonly kind: DriverKind;
  /** What the client is called unless somebody says otherwise. */
  readonly clientName: string;
  /** Calls of different probes never share a session, so that a breaker or a budget of one doesn't show in another. */
  open(probe: string): DriverSession;
  /** Resolves when nothing of the whole run is left. */
  close(): Promise<void>;
}

/** The end of a call that was stopped before the client had said anything. */
export const unheard: CallEnd = { report: null, trouble: null, output: '' };

/** Resolves with null once the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
