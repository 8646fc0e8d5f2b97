import type { ClientTrouble } from '../../checks/observation.ts';
import { isRecord } from '../../contract/index.ts';
import { type Child, type ChildEnd, startChild } from '../process/child.ts';
import { endOrphans, runVariable } from '../process/orphans.ts';
import { lastLines } from '../process/output.ts';
import { commonEnvironment } from './call-words.ts';
import { clientNameOf } from './client-name.ts';
import type { CommandOptions } from './command.ts';
import { aborted, type CallEnd, type ClientCall, type Driver, type DriverSession, unheard } from './driver.ts';
import { parseReport } from './report-line.ts';
import { notStarted } from './start-trouble.ts';

/**
 * A client that is one long-lived process for each probe: one line of JSON in for each call, one out with the same id.
 * The lines are described in openapi/judge-driver.schema.json.
 */
export function createJsonlDriver(options: CommandOptions): Driver {
  const { command, run } = options;
  return {
    kind: 'jsonl',
    clientName: clientNameOf(command),
    open: (probe) => openSession(options, probe),
    close: async () => void (await endOrphans([`${runVariable}=${run}`])),
  };
}

interface Conversation {
  readonly child: Child;
  /** Calls that were asked for and not answered yet, by id. */
  readonly waiting: Map<string, (end: CallEnd) => void>;
}

function openSession(options: CommandOptions, probe: string): DriverSession {
  const { run } = options;
  let conversation: Conversation | CallEnd | null = null;

  return {
    async make(call, signal) {
      conversation ??= converse(options, probe);
      if ('trouble' in conversation) return conversation;
      const { child, waiting } = conversation;
      const answered = new Promise<CallEnd>((resolve) => waiting.set(call.id, resolve));
      const gone = child.ended.then((end) => goneEnd(options.command, child, end));
      child.stdin?.write(`${JSON.stringify(requestOf(call))}\n`);
      const end = await Promise.race([answered, gone, aborted(signal)]);
      waiting.delete(call.id);
      // It can't be told to stop one call, and one that floods can't be asked.
      if (signal.reason === 'flooded') await child.stop(0);
      return end ?? { ...unheard, output: lastLines(child.stderr.text) };
    },
    async close() {
      if (conversation !== null && 'child' in conversation) {
        conversation.child.stdin?.end();
        await conversation.child.stop();
      }
      await endOrphans([`${runVariable}=${run}`, `FAULTLINE_PROBE=${probe}`]);
    },
  };
}

function converse(options: CommandOptions, probe: string): Conversation | CallEnd {
  const { command, cwd, clock, env, run, authority } = options;
  const waiting: Conversation['waiting'] = new Map();
  let rest = '';
  const onOutput = (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = (lines.pop() ?? '').slice(-65_536);
    for (const line of lines) hear(line, waiting);
  };
  try {
    const common = { ...commonEnvironment(env, run, authority), FAULTLINE_PROBE: probe };
    const child = startChild({ command, cwd, env: common, clock, writes: true, onOutput });
    return { child, waiting };
  } catch (error) {
    return { report: null, trouble: notStarted(command, error), output: '' };
  }
}

/** Lines that are no answer are the client's own talk. */
function hear(line: string, waiting: Conversation['waiting']): void {
  const report = parseReport(line);
  if (report === null) return;
  const said: unknown = JSON.parse(line);
  const id = isRecord(said) ? String(said['id']) : '';
  waiting.get(id)?.({ report, trouble: null, output: '' });
}

/** The line that asks for a call. */
function requestOf(call: ClientCall): object {
  const { id, method, url, baseUrl, path, headers, body, credential } = call;
  return { id, method, url, baseUrl, path, headers, body, credential };
}

function goneEnd(command: readonly string[], { stderr }: Child, end: ChildEnd): CallEnd {
  const output = lastLines(stderr.text);
  if (end.failure !== null) return { report: null, trouble: notStarted(command, end.failure), output };
  return { report: null, trouble: crashOf(end), output };
}

function crashOf({ code, signal, tooLoud }: ChildEnd): ClientTrouble {
  if (tooLoud) return { kind: 'flooded', message: 'it printed more than 4 MB and was stopped' };
  const how = signal === null ? `exit code ${code}` : signal;
  return { kind: 'crashed', message: `it ended with ${how} while a call was under way` };
}
