import type { FailureLayer } from '../contract/failure-layer.ts';
import { onceFor } from '../once-for.ts';

/** What the headers that a layer names itself are called in lower case, as requests are searched for them. */
export const controlNames = onceFor(({ requestIdHeader, control }: FailureLayer) => ({
  requestId: requestIdHeader.toLowerCase(),
  case: control.caseHeader.toLowerCase(),
  instruction: control.instructionHeader.toLowerCase(),
}));
