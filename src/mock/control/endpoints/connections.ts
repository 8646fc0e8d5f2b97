import { done, type Endpoints } from '../control.ts';
import { caseOf } from './find-case.ts';

/** What happens to connections before there is a request. */
export const connectionEndpoints = {
  async refuseConnections(request, workshop) {
    const { milliseconds } = request.body as { readonly milliseconds: number };
    await caseOf(request, workshop).refuseConnections(milliseconds);
    return done;
  },
} as const satisfies Endpoints;
