import { isoTime } from '../../../clock.ts';
import type { MockCase } from '../../mock.ts';
import { type Endpoints, shown } from '../control.ts';
import { caseOf } from './find-case.ts';

/** The time of a case. */
export const clockEndpoints = {
  getClock: (request, workshop) => shown(describe(caseOf(request, workshop))),
  async advanceClock(request, workshop) {
    const found = caseOf(request, workshop);
    await found.advance((request.body as { readonly milliseconds: number }).milliseconds);
    return shown(describe(found));
  },
  resetClock(request, workshop) {
    const found = caseOf(request, workshop);
    found.resetClock();
    return shown(describe(found));
  },
} as const satisfies Endpoints;

function describe({ clock }: MockCase) {
  return { kind: clock.kind, now: isoTime(clock.now()) };
}
