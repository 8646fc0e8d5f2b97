import type { Match, Respond, When } from './failure-layer.ts';

const everyRequest: Match = { operations: null, headers: {}, query: {}, path: {}, bodyFragment: null };
const always: When = { skip: 0, times: null, every: null, probability: null, fromMs: null, untilMs: null };
const plainly: Omit<Respond, 'status'> = { message: null, example: null, body: undefined, headers: {} };

/** A match that says only what is given. */
export function matching(match: Partial<Match> = {}): Match {
  return { ...everyRequest, ...match };
}

/** A When that says only what is given. */
export function whenever(when: Partial<When> = {}): When {
  return { ...always, ...when };
}

/** An answer that says only what is given. */
export function responding(respond: Partial<Respond> & Pick<Respond, 'status'>): Respond {
  return { ...plainly, ...respond };
}
