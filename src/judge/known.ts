import { isRecord } from '../contract/index.ts';
import { Problem, throwProblems } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** Promises that a client is known to break: id of the check → reason. */
export type KnownFailures = ReadonlyMap<string, string>;

/** Reads a list of known failures from data: `W3: "our SDK reads only seconds, ticket 123"`. Throws all that is wrong with it. */
export function readKnown(data: unknown, file: string, ids: readonly string[]): KnownFailures {
  if (!isRecord(data)) {
    throw new Problem(
      'known-failures',
      `Failed to read "${file}": a list of known failures has one line for each check.`,
      'Write the id of a check and the reason, e.g. W3: "reads only seconds, ticket 123".',
      { place: { file } },
    );
  }
  throwProblems(Object.entries(data).flatMap(([id, reason]) => problemsWith(id, reason, file, ids)));
  return new Map(Object.entries(data).map(([id, reason]) => [id, String(reason).trim()]));
}

function problemsWith(id: string, reason: unknown, file: string, ids: readonly string[]): readonly Problem[] {
  const place = { file };
  if (!ids.includes(id)) {
    const message = `Failed to read "${file}": no check has the id "${id}".${suggest(id, ids)}`;
    return [new Problem('unknown-check', message, `Use one of: ${ids.join(', ')}.`, { place })];
  }
  if (typeof reason === 'string' && reason.trim() !== '') return [];
  const message = `Failed to read "${file}": the known failure "${id}" has no reason.`;
  return [new Problem('known-failures', message, 'Say why it is accepted, and until when.', { place })];
}
