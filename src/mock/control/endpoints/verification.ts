import type { Expected } from '../../verify/expectation.ts';
import { type Endpoints, shown } from '../control.ts';
import { caseOf } from './find-case.ts';

/** Whether a client did what was expected of it. */
export const verificationEndpoints = {
  async verifyCase(request, workshop) {
    const { expectations } = request.body as { readonly expectations: readonly Expected[] };
    return shown(await caseOf(request, workshop).verify(expectations));
  },
} as const satisfies Endpoints;
