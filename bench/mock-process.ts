import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stop } from './measure.ts';

/** What the mock's process tells of itself. */
export interface MockState {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Open connections, as the process sees them. */
  readonly sockets: number;
  readonly cases: number;
}

export type FromMock =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'warning'; readonly warning: string }
  | { readonly kind: 'state'; readonly state: MockState };

/** A mock in another process. */
export interface MockProcess {
  readonly url: string;
  readonly port: number;
  /** What it warned of, and what its process wrote on stderr: unhandled rejections and crashes among it. */
  readonly complaints: readonly string[];
  readonly alive: boolean;
  state(): Promise<MockState>;
  stop(): Promise<void>;
}

/** Starts a mock of the alert and user API in which `valid-key-123` has no quota. */
export async function startMockProcess(): Promise<MockProcess> {
  const child = fork(join(import.meta.dirname, 'mock-child.ts'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  // Every lane of a soak may ask for the state at once.
  child.setMaxListeners(0);
  const complaints: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  child.on('message', (message: FromMock) => {
    if (message.kind === 'warning') complaints.push(message.warning);
  });
  const { url } = await told(child, 'ready');
  return {
    url,
    port: Number(new URL(url).port),
    complaints,
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    async state() {
      child.send('state');
      return (await told(child, 'state')).state;
    },
    stop: () => stop(child),
  };
}

/** The next message of a kind; rejects when the process ends instead. */
async function told<Kind extends FromMock['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<FromMock & { readonly kind: Kind }> {
  const ended = new AbortController();
  const exit = (code: number | null) => ended.abort(new Error(`the mock's process ended with ${code}`));
  child.once('exit', exit);
  try {
    for (;;) {
      const [message] = (await once(child, 'message', { signal: ended.signal })) as [FromMock];
      if (message.kind === kind) return message as FromMock & { readonly kind: Kind };
    }
  } finally {
    child.off('exit', exit);
  }
}

/** A connection costs a file on both sides; so many are left for everything else. */
const spareFiles = 500;

/** How many connections a process may open, at most `wanted`. */
export function connectionsWithin(wanted: number): number {
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | 'unlimited' } };
  };
  const files = report.userLimits?.open_files?.soft ?? 1024;
  return files === 'unlimited' ? wanted : Math.min(wanted, Number(files) - spareFiles);
}
