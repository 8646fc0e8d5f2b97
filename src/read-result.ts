import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Problem } from './problem.ts';
import { type Result, resultVersion } from './result.ts';

const parts = ['verdict', 'identity', 'counts', 'coverage', 'matrix', 'scenarios', 'timing'] as const;

/** Reads the `result.json` of a run; a Problem when it is none, or of another version. */
export async function readResult(path: string, cwd: string): Promise<Result> {
  const data = parse(path, await readText(path, cwd));
  const version = data['resultVersion'];
  if (version !== resultVersion && parts.every((part) => part in data)) {
    const fix = `Write it anew with this version of Faultline, which reads version ${resultVersion}.`;
    throw problem(path, `it is a result of version "${String(version)}"`, fix);
  }
  const missing = parts.filter((part) => typeof data[part] !== 'object' && typeof data[part] !== 'string');
  if (missing.length > 0) throw problem(path, `it is no result of a run: it lacks ${missing.join(', ')}`);
  // What has these parts in this version was written by us; its schema is openapi/result.schema.json.
  return data as unknown as Result;
}

async function readText(path: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, path), 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw problem(path, code === 'ENOENT' ? 'there is no such file' : `it can't be read (${code})`);
  }
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const data = JSON.parse(text) as unknown;
    if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  } catch {
    throw problem(path, 'it is no JSON');
  }
  throw problem(path, 'it is no object');
}

function problem(path: string, why: string, fix = 'Name the result.json that "faultline run" wrote.'): Problem {
  return new Problem('unreadable-result', `Failed to read the result "${path}": ${why}.`, fix, {
    place: { file: path },
  });
}
