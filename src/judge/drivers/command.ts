import type { ClientReport, ClientTrouble } from '../../checks/observation.ts';
import type { Clock } from '../../clock.ts';
import { type Child, type ChildEnd, startChild } from '../process/child.ts';
import { endOrphans, runVariable } from '../process/orphans.ts';
import { lastLines } from '../process/output.ts';
import { commonEnvironment, environmentOf, fillArguments } from './call-words.ts';
import { clientNameOf } from './client-name.ts';
import { aborted, type CallEnd, type ClientCall, type Driver } from './driver.ts';
import { parseReport } from './report-line.ts';
import { notStarted } from './start-trouble.ts';

export interface CommandOptions {
  /** The program and its arguments; no shell is put between. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Names this run in the environment of every process. */
  readonly run: string;
  /** Path of the certificate of the run's own authority; null: plain http. */
  readonly authority: string | null;
}

/** A client that is a command, run once for each call. */
export function createCommandDriver(options: CommandOptions): Driver {
  const { command, run, authority } = options;
  const common = commonEnvironment(options.env, run, authority);

  async function make(call: ClientCall, signal: AbortSignal, leftovers: Promise<void>[]): Promise<CallEnd> {
    const child = start(options, common, call);
    if ('trouble' in child) return child;
    const end = await Promise.race([child.ended, aborted(signal)]);
    const gone = child.stop(signal.reason === 'flooded' ? 0 : undefined);
    leftovers.push(gone);
    // What a client that has ended leaves behind is no part of its call's time.
    if (end === null) await gone;
    return endOf(command, child, end);
  }

  return {
    kind: 'command',
    clientName: clientNameOf(command),
    open(probe) {
      const leftovers: Promise<void>[] = [];
      return {
        make: (call, signal) => make(call, signal, leftovers),
        async close() {
          await Promise.all(leftovers);
          await endOrphans([`${runVariable}=${run}`, `FAULTLINE_PROBE=${probe}`]);
        },
      };
    },
    close: async () => void (await endOrphans([`${runVariable}=${run}`])),
  };
}

function start(
  { command, cwd, clock }: CommandOptions,
  common: Readonly<Record<string, string | undefined>>,
  call: ClientCall,
): Child | CallEnd {
  const env = { ...common, ...environmentOf(call), FAULTLINE_PROBE: call.probe };
  try {
    return startChild({ command: fillArguments(command, call), cwd, env, clock });
  } catch (error) {
    return { report: null, trouble: notStarted(command, error), output: '' };
  }
}

/** `end` is null when the call was stopped before the client had ended by itself. */
function endOf(command: readonly string[], { stdout, stderr }: Child, end: ChildEnd | null): CallEnd {
  const output = lastLines(stderr.text) || lastLines(stdout.text);
  if (end === null) return { report: null, trouble: null, output };
  if (end.failure !== null) return { report: null, trouble: notStarted(command, end.failure), output };
  return { report: reportOf(end, stdout.text, output), trouble: troubleOf(end), output };
}

/** The last line of standard output tells more, where it is a report; else there is the exit code. */
function reportOf({ code }: ChildEnd, stdout: string, output: string): ClientReport {
  const said = parseReport(stdout.trimEnd().split('\n').at(-1) ?? '');
  return said ?? { ok: code === 0, status: null, error: code === 0 ? null : output || `exit code ${code}` };
}

function troubleOf({ signal, tooLoud }: ChildEnd): ClientTrouble | null {
  if (tooLoud) return { kind: 'flooded', message: 'it printed more than 4 MB and was stopped' };
  return signal === null ? null : { kind: 'crashed', message: `it was ended by ${signal}` };
}
