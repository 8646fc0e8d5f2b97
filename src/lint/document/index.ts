/**
 * Rules about the document: one file each, none of which changes anything or reads a file.
 */
import { allowMissing } from './allow-missing.ts';
import { ambiguousPath } from './ambiguous-path.ts';
import { defaultOnly } from './default-only.ts';
import { errorWithoutExample } from './error-without-example.ts';
import { errorWithoutSchema } from './error-without-schema.ts';
import { errorWithoutType } from './error-without-type.ts';
import { inconsistentErrorBodies } from './inconsistent-error-bodies.ts';
import { invalidWithout400 } from './invalid-without-400.ts';
import { no5xx } from './no-5xx.ts';
import { no429 } from './no-429.ts';
import { postWithoutIdempotencyKey } from './post-without-idempotency-key.ts';
import { retryAfterMissing } from './retry-after-missing.ts';
import { retryUndocumented } from './retry-undocumented.ts';
import { scopedWithout403 } from './scoped-without-403.ts';
import { securedWithout401 } from './secured-without-401.ts';
import { unknownIdWithout404 } from './unknown-id-without-404.ts';
import { wwwAuthenticateMissing } from './www-authenticate-missing.ts';

/** In the order of the docs: what isn't declared, then what is declared badly, then what it means for a retry. */
export const documentRules = [
  ambiguousPath,
  securedWithout401,
  scopedWithout403,
  unknownIdWithout404,
  invalidWithout400,
  no429,
  no5xx,
  defaultOnly,
  wwwAuthenticateMissing,
  allowMissing,
  retryAfterMissing,
  errorWithoutSchema,
  errorWithoutExample,
  errorWithoutType,
  inconsistentErrorBodies,
  postWithoutIdempotencyKey,
  retryUndocumented,
] as const;
