import { type Command, InvalidArgumentError } from 'commander';
import type { Mock, UpstreamOptions } from '../mock/index.ts';
import { Problem } from '../problem.ts';
import type { Painter } from './paint.ts';

/** What `serve` is told about a real API behind it. */
export interface UpstreamFlags {
  readonly upstream?: string;
  readonly upstreamTimeout?: number;
  readonly upstreamHeader?: readonly string[];
  readonly strictUpstream?: boolean;
  readonly tellViolations?: boolean;
}

export function declareUpstream(command: Command): Command {
  return command
    .option(
      '--upstream <url>',
      'stand before this API: pass requests on, check both directions, inject what is asked for',
    )
    .option(
      '--upstream-timeout <ms>',
      'with --upstream: until its answer has to begin (default: 30000); then 504',
      parseTimeout,
    )
    .option(
      '--upstream-header <name: value>',
      'with --upstream: goes with each request, such as its credentials; never recorded; may be repeated',
      collect,
    )
    .option('--strict-upstream', 'with --upstream: refuse what breaks the document, in both directions')
    .option('--tell-violations', 'with --upstream: tell the client in X-Faultline-Violations what broke the document');
}

function parseTimeout(text: string): number {
  const ms = Number(text);
  if (!Number.isSafeInteger(ms) || ms < 1) throw new InvalidArgumentError('Give whole milliseconds, from 1.');
  return ms;
}

/** Read later: commander would print a value that is none, and it may be a secret. */
const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

function readHeader(text: string): readonly [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  const fix = "Write it as 'Name: value', for example 'Authorization: Bearer …'.";
  throw new Problem('bad-header', 'Failed to read --upstream-header: it is no header field.', fix);
}

/** The same as the mock takes them; undefined: it answers by itself. */
export function upstreamOptions(flags: UpstreamFlags): UpstreamOptions | undefined {
  const { upstream, upstreamTimeout, upstreamHeader, strictUpstream, tellViolations } = flags;
  if (upstream !== undefined) {
    return {
      url: upstream,
      ...(upstreamTimeout === undefined ? {} : { timeoutMs: upstreamTimeout }),
      ...(upstreamHeader === undefined ? {} : { headers: upstreamHeader.map(readHeader) }),
      ...(strictUpstream === undefined ? {} : { strict: strictUpstream }),
      ...(tellViolations === undefined ? {} : { tellViolations }),
    };
  }
  if ([upstreamTimeout, upstreamHeader, strictUpstream, tellViolations].every((flag) => flag === undefined))
    return undefined;
  throw new Problem(
    'no-upstream',
    'Failed to serve: these options speak of an API behind this server, and there is none.',
    'Name it with --upstream, or leave --upstream-timeout, --upstream-header, --strict-upstream and --tell-violations out.',
  );
}

/** What stands behind, and what acts before it. */
export function renderUpstream(url: string, { contract }: Pick<Mock, 'contract'>, paint: Painter): string {
  const { apply } = contract.layer.upstream;
  const words = { rules: 'its rules', rateLimits: 'its quotas' } as const;
  const own =
    apply.length === 0
      ? 'nothing of the failure layer'
      : `of the failure layer ${apply.map((part) => words[part]).join(' and ')}`;
  const { instructionHeader } = contract.layer.control;
  return [
    `${paint.bold('Behind it')} ${paint.cyan(url)}`,
    `What acts: what the control API injects, the header ${instructionHeader}, and ${own}.`,
    paint.dim('What breaks the document, in either direction, is said here once and stands in the trace.'),
    '',
  ].join('\n');
}
