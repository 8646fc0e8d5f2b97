import type { Command } from 'commander';
import type { ControlAddress, ControlListener, Mock } from '../mock/index.ts';
import { quoteForShell } from '../trace/shell.ts';
import { parsePort } from './options.ts';
import type { Painter } from './paint.ts';

/** What `serve` is told about the control API. */
export interface ControlFlags {
  /** False: there is none. */
  readonly control: boolean;
  readonly controlPort?: number;
  readonly controlHost: string;
  readonly controlToken?: string;
}

export function declareControl(command: Command): Command {
  return command
    .option(
      '--control-port <number>',
      'port of the control API (default: the one behind --port, else a free one)',
      parsePort,
    )
    .option('--control-host <address>', 'address of the control API; beyond loopback it asks for a token', '127.0.0.1')
    .option('--control-token <token>', 'what the control API asks for (default: beyond loopback one is made up)')
    .option('--no-control', 'serve without the control API');
}

/** Where the control API goes: beside the mock, or to a free port where nobody said which. */
export function controlListener(flags: ControlFlags, mockPort: number): ControlListener | undefined {
  if (!flags.control) return undefined;
  const { controlPort, controlHost: host, controlToken: token } = flags;
  const beside = mockPort === 0 || mockPort === 65_535 ? 0 : mockPort + 1;
  const port = controlPort ?? beside;
  return { host, port, orFreePort: controlPort === undefined, ...(token === undefined ? {} : { token }) };
}

/** Its part of the line of JSON; the token only where one is asked for. */
export function controlJson(control: ControlAddress | null): Readonly<Record<string, string | null>> {
  const token = control?.token ?? null;
  return { controlUrl: control?.url ?? null, ...(token === null ? {} : { controlToken: token }) };
}

function curlWith({ token }: ControlAddress): string {
  return `curl ${token === null ? '' : `-H ${quoteForShell(`Authorization: Bearer ${token}`)} `}`;
}

/** The command after which nobody listens for five seconds. */
export function refuseCommand(control: ControlAddress): string {
  return `${curlWith(control)}--json '{"milliseconds":5000}' ${control.url}/cases/default/refuse`;
}

/** How to break an operation with one command, watch, and put everything back. */
export function renderControl({ contract, control }: Pick<Mock, 'contract' | 'control'>, paint: Painter): string {
  if (control === null) return '';
  const { operations } = contract;
  const operation = operations.find(({ method }) => method === 'GET') ?? operations[0];
  const body = JSON.stringify({ operationId: operation?.id, instructions: ['return-503'] });
  const curl = curlWith(control);
  const url = (path: string) => `${control.url}${path}`;
  const dim = (line: string) => paint.dim(`  ${line}`);
  return [
    `${paint.bold('Control API')} on ${paint.cyan(control.url)} (GET /openapi.yaml describes it)`,
    `Break it with one command; the next ${operation?.id} gets 503:`,
    dim(`${curl}--json ${quoteForShell(body)} ${url('/cases/default/instructions')}`),
    'See what came in, and start over:',
    dim(`${curl}${url('/cases/default/trace')}`),
    dim(`${curl}-X POST ${url('/reset')}`),
    '',
  ].join('\n');
}
