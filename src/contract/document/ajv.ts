import type { Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Patterns are meant for the `u` flag; those of foreign documents that only work without it are taken as they are. */
const patterns = Object.assign(
  (pattern: string, flags: string) => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: 'new RegExp' },
);

/** Ajv as every schema here is compiled with. */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    // Half the code to compile: what is referred to often stays one function.
    inlineRefs: false,
    code: { regExp: patterns, optimize: false },
    ...options,
  });
  // The types of ajv-formats describe its CommonJS default only.
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  return ajv;
}
