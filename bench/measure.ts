import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Milliseconds from the start of a process to its end; rejects when it doesn't end with `code`. */
export async function timeToEnd(command: readonly string[], code = 0): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'ignore' });
  const ended = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (ended !== code) throw new Error(`${command.join(' ')} ended with ${ended}`);
  return performance.now() - start;
}

/** Milliseconds from the start of a server's process until it answers a request; the server is stopped afterwards. */
export async function timeToAnswer(
  command: readonly string[],
  url: string,
  headers: Record<string, string>,
): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'ignore' });
  try {
    while (!(await answers(url, headers))) {
      if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`);
      if (performance.now() - start > 60_000) throw new Error(`${command.join(' ')} never answered`);
    }
    return performance.now() - start;
  } finally {
    await stop(child);
  }
}

async function answers(url: string, headers: Record<string, string>): Promise<boolean> {
  try {
    const response = await fetch(url, { headers });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return false;
  }
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Several runs in turn, so that what disturbs the machine disturbs all alike. */
export async function inTurn<Name extends string>(
  runs: number,
  measured: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, Spread>>> {
  const names = Object.keys(measured) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const name of names) samples.get(name)?.push(await measured[name]());
  }
  return Object.fromEntries(names.map((name) => [name, spreadOf(samples.get(name) ?? [])])) as Record<Name, Spread>;
}

function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((one, other) => one - other);
  return { min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** A row of the table that the bench prints. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly bound: string;
  readonly within: boolean;
}

export function printRows(rows: readonly Row[]): void {
  const widths = ['what', 'measured', 'bound'] as const;
  const width = (key: (typeof widths)[number]) => Math.max(key.length, ...rows.map((row) => row[key].length));
  const line = (cells: readonly string[]) =>
    console.log(
      cells.map((cell, at) => cell.padEnd([width('what'), width('measured'), width('bound'), 0][at] ?? 0)).join('  '),
    );
  line(['what', 'measured', 'bound', '']);
  for (const { what, measured, bound, within } of rows) line([what, measured, bound, within ? 'ok' : 'MISSED']);
}

export const ms = ({ median, min, max }: Spread) => `${median.toFixed(0)} ms (${min.toFixed(0)}–${max.toFixed(0)})`;
