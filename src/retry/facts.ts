import type { Signal } from './classification.ts';
import { canonicalCode } from './error-codes.ts';
import { readJson } from './json.ts';
import { softErrorStatus } from './soft-error.ts';
import { readWait, type Wait } from './waits.ts';

/** A signal with everything read out of it that the rows' conditions ask about. */
export interface Facts {
  readonly signal: Signal;
  /** The status that counts: of a 2xx that carries an error in its body, the status the body names. */
  readonly status: number | null;
  /** The answer said success while its body says otherwise. */
  readonly soft: boolean;
  /** Upper case, synonyms folded; null when the call wasn't cut off. */
  readonly code: string | null;
  readonly wait: Wait | null;
  /** The body as JSON; undefined when it isn't any. */
  readonly json: unknown;
}

/** Reads a signal once, before the table is searched. */
export function readFacts(given: Signal): Facts {
  const signal = {
    ...given,
    headers: lowerCased(given.headers),
    requestHeaders: lowerCased(given.requestHeaders ?? {}),
  };
  const json = readJson(signal.body);
  const code = given.errorCode ? canonicalCode(given.errorCode) : null;
  const softStatus = code === null ? softErrorStatus(signal.status, signal.headers, json) : null;
  const status = softStatus ?? signal.status;
  return { signal, status, soft: softStatus !== null, code, wait: readWait({ ...signal, status }, json), json };
}

// The shape promises lower case; a header that a person typed or a log kept should count all the same.
function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
