import type { RateLimit } from '../../../contract/index.ts';
import { Problem } from '../../../problem.ts';
import { type Endpoints, shown } from '../control.ts';
import { caseOf } from './find-case.ts';

/** How often clients may call. */
export const rateLimitEndpoints = {
  listRateLimits: (request, workshop) => shown({ rateLimits: caseOf(request, workshop).rateLimits }),
  setRateLimit(request, workshop) {
    const found = caseOf(request, workshop);
    const change = request.body as Partial<RateLimit>;
    const id = request.path['rateLimitId'] ?? '';
    if (change.id !== undefined && change.id !== id) throw anotherName(id, change.id);
    found.setRateLimit({ ...change, id });
    return shown(found.rateLimits.find((limit) => limit.id === id));
  },
} as const satisfies Endpoints;

function anotherName(id: string, given: string): Problem {
  return new Problem(
    'two-ids',
    `Failed to set the quota "${id}": its body calls it "${given}".`,
    'Leave the id out of the body, or make it the same.',
  );
}
