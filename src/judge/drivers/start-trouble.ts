import type { ClientTrouble } from '../../checks/observation.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program, or its folder is missing',
  EACCES: 'this user may not run it',
  ENOEXEC: 'the machine can’t run that kind of file',
};

/** A client that never ran, and why. */
export function notStarted(command: readonly string[], error: unknown): ClientTrouble {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = reasons[code ?? ''] ?? message;
  return { kind: 'not-started', message: `"${command[0] ?? ''}" could not be started: ${why}` };
}
