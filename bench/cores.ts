import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which processors the servers and whoever sends the load run on; null: the machine decides. */
export interface Cores {
  readonly server: string;
  readonly load: string;
}

/** Keeps this process, and all its threads, on a processor of its own, where there is one to spare and a way to say so. */
export function separateCores(): Cores | null {
  if (availableParallelism() < 2) return null;
  try {
    execFileSync('taskset', ['-apc', '0', String(process.pid)], { stdio: 'ignore' });
    return { server: '1', load: '0' };
  } catch {
    return null;
  }
}
