import type { Endpoints } from '../control.ts';
import { caseEndpoints } from './cases.ts';
import { clockEndpoints } from './clock.ts';
import { connectionEndpoints } from './connections.ts';
import { instructionEndpoints } from './instructions.ts';
import { rateLimitEndpoints } from './rate-limits.ts';
import { ruleEndpoints } from './rules.ts';
import { serviceEndpoints } from './service.ts';
import { traceEndpoints } from './trace.ts';
import { verificationEndpoints } from './verification.ts';

/** Every endpoint, by the operationId that the document gives it. */
export const endpoints = {
  ...serviceEndpoints,
  ...ruleEndpoints,
  ...caseEndpoints,
  ...instructionEndpoints,
  ...rateLimitEndpoints,
  ...connectionEndpoints,
  ...traceEndpoints,
  ...verificationEndpoints,
  ...clockEndpoints,
} as const satisfies Endpoints;
