import { isRecord, parentOf, valueAt } from '../../contract/index.ts';
import type { RedoclyRule } from './redocly-rules.ts';

/** What Redocly says of a place. */
export interface Claim {
  readonly rule: RedoclyRule;
  readonly pointer: string;
  readonly message: string;
}

interface Said {
  readonly message: string;
  readonly fix: string;
}

/** A claim of Redocly's as a person is told it: with what really stands there, and what helps in this very case. */
export function inOurWords({ rule, pointer, message }: Claim, document: unknown): Said {
  const value = valueAt(document, pointer);
  const text = sentence(plainly(message));
  if (referenceAround(document, pointer)) {
    return { message: text, fix: 'A "$ref" within an example is data and not followed: write out what it refers to.' };
  }
  if (/must be string\b/.test(text) && (typeof value === 'number' || typeof value === 'boolean')) {
    return { message: `${text} ${JSON.stringify(value)} is read as a ${typeof value}.`, fix: 'Put it in quotes.' };
  }
  if (rule.name === 'unknown-key' && pointer.endsWith('/nullable')) {
    return {
      message: text,
      fix: 'OpenAPI 3.1 has no "nullable": write type: [string, "null"], or an anyOf with type: "null".',
    };
  }
  return { message: text, fix: rule.fix };
}

/** Ajv's words for a discriminator say neither what is missing nor why. */
function plainly(message: string): string {
  return message.replace(
    /tag "([^"]+)" must be string/,
    'must have "$1", by which the schema tells its variants apart',
  );
}

/** Within an example somebody hoped that a reference would be followed. */
function referenceAround(document: unknown, pointer: string): boolean {
  if (!/\/(?:example|value)(?:\/|$)/.test(pointer)) return false;
  const found = [pointer, parentOf(pointer)].map((one) => valueAt(document, one));
  return found.some((value) => isRecord(value) && typeof value['$ref'] === 'string');
}

/** In one line, ending in a period, names in plain quotes. */
function sentence(message: string): string {
  const text = message.replaceAll(/\s+/g, ' ').replaceAll('`', '"').trim();
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
