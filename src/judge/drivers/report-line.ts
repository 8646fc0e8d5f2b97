import type { ClientReport } from '../../checks/observation.ts';
import { isRecord } from '../../contract/index.ts';

/**
 * What a client says of a call in one line of JSON: `{"ok": true, "status": 200, "error": null}`.
 * Null: the text is no such line.
 */
export function parseReport(line: string): ClientReport | null {
  const value = parsed(line);
  if (!isRecord(value) || typeof value['ok'] !== 'boolean') return null;
  const { ok, status, error } = value;
  return {
    ok,
    status: typeof status === 'number' && Number.isInteger(status) ? status : null,
    error: typeof error === 'string' ? error : null,
  };
}

function parsed(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
