import { type Place, Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { Violation } from './contract.ts';
import { join, tokensOf } from './document/pointer.ts';

/** What breaks the published schema of a file, as a problem. `file` is a noun phrase: `the failure layer`. */
export function shapeProblem(violation: Violation, file: string, place: (pointer: string) => Place): Problem {
  const [code, why, fix] = sentences(violation);
  return new Problem(code, `Failed to read ${file}: ${why}.`, fix, { place: place(placeOf(violation)) });
}

/** A missing key has no place of its own: what lacks it has. */
function placeOf({ kind, at }: Violation): string {
  return kind === 'missing' ? join('', ...tokensOf(at).slice(0, -1)) : at;
}

function sentences({ kind, field, at, details }: Violation): readonly [code: string, why: string, fix: string] {
  const value = details['value'] ?? '';
  const allowed = details['allowed'] ?? '';
  const suggestion = details['suggestion'] ? ` ${details['suggestion']}` : '';
  switch (kind) {
    case 'unknown-field': {
      const fix = allowed === '' ? 'Remove it.' : `Remove it, or use one of: ${allowed}.`;
      return ['unknown-key', `"${field}" is no key here`, `${fix}${suggestion}`];
    }
    case 'missing':
      return ['missing-key', `"${field}" is missing`, `Add "${field}".${suggestion}`];
    case 'null':
    case 'type':
      return [
        'wrong-type',
        `"${field}" is ${details['actual']} "${value}"`,
        `Give it a value of type ${details['type']}.`,
      ];
    case 'enum': {
      const near = suggest(value, allowed.split(', '));
      return ['wrong-value', `"${value}" is no value of "${field}"`, `Use one of: ${allowed}.${near}`];
    }
    default: {
      const what = at === '' ? 'the file' : `"${field}"`;
      return [
        'wrong-value',
        `${what} is "${value}", but ${details['reason']}`,
        'Write it as the published schema says.',
      ];
    }
  }
}
