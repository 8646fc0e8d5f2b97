import type { CatalogueEntry, CatalogueStep } from '../mock/index.ts';
import { toCurl } from '../trace/index.ts';

const statusOnly = String.raw`-s -o /dev/null -w '%{http_code}\n'`;
const timed = String.raw`-s -o /dev/null -w '%{http_code} after %{time_total} s\n'`;

/** Faults that show in the headers, not in what curl prints by itself. */
const seenInHead: ReadonlySet<string> = new Set(['wrong-content-type', 'empty-body', 'invalid-json']);

/** The requests of an entry as one line for a shell; empty where no request can do it. */
export function commandOf({ steps, failure }: CatalogueEntry, url: string): string {
  const last = steps.at(-1);
  return steps
    .map((step) => {
      const wait = step.waitSeconds > 0 ? `sleep ${step.waitSeconds}; ` : '';
      return wait + stepCommand(step, url, step === last ? failure : null);
    })
    .join('; ');
}

/** A step with its loop. `failure` is what it shows; null: it only goes before. */
function stepCommand(step: CatalogueStep, url: string, failure: string | null): string {
  const { times, atOnce, pauseSeconds, sameConnection } = step;
  if (sameConnection) return reusing(step, url);
  if (times === 1) return curlOf(step, url, flagsOf(failure));
  const curl = curlOf(step, url, [statusOnly]);
  // In a shell of its own, which doesn't tell about its jobs.
  if (atOnce) return `(for i in $(seq ${times}); do ${curl} & done; wait)`;
  return `for i in $(seq ${times}); do ${curl}; ${pauseSeconds === 0 ? '' : `sleep ${pauseSeconds}; `}done`;
}

function flagsOf(failure: string | null): readonly string[] {
  if (failure === null) return [statusOnly];
  if (failure === 'delay') return [timed];
  return seenInHead.has(failure) ? ['-i'] : [];
}

/** One curl keeps its connection for all its URLs. It tries a reset one again by itself, so only its talk shows the reset. */
function reusing(step: CatalogueStep, url: string): string {
  const { request, times } = step;
  const target = `${url}${request.path}`;
  const silent = Array.from({ length: times }, () => '-o /dev/null');
  const again = Array.from({ length: times - 1 }, () => target);
  return `${curlOf(step, url, ['-sv', ...silent])} ${again.join(' ')} 2>&1 | grep -i connection`;
}

function curlOf({ request, giveUpSeconds, filler }: CatalogueStep, url: string, flags: readonly string[]): string {
  const { method, path, headers, body } = request;
  const recorded = body === null ? null : { text: body, bytes: Buffer.byteLength(body), sha256: '', cut: false };
  const curl = toCurl(
    { method, url: `${url}${path}`, headers, body: recorded },
    { credentials: 'shown', layout: 'line' },
  );
  const patience = giveUpSeconds === null ? [] : [`--max-time ${giveUpSeconds}`];
  const given = [...flags, ...patience, ...fillerFlags(filler)].map((flag) => `${flag} `).join('');
  const command = escaped(curl).replace(/^(.*\| )?curl /, (start) => start + given);
  return filler?.in === 'body' ? `${zeros(filler.bytes)} | ${command}` : command;
}

function fillerFlags(filler: CatalogueStep['filler']): readonly string[] {
  if (filler === null) return [];
  return [filler.in === 'body' ? '--data-binary @-' : `-H "X-Filler: $(${zeros(filler.bytes)})"`];
}

function zeros(bytes: number): string {
  return String.raw`head -c ${bytes} /dev/zero | tr '\0' 0`;
}

/** Quoted words with what nobody could see or what would break the line, in the quotes that name such bytes. */
function escaped(command: string): string {
  return command.replace(/'([^']*[\u00a0\r\n][^']*)'/g, (_, text: string) => {
    const named = text
      .replaceAll('\\', '\\\\')
      .replaceAll('\u00a0', String.raw`\xc2\xa0`)
      .replaceAll('\r', String.raw`\r`)
      .replaceAll('\n', String.raw`\n`);
    return `$'${named}'`;
  });
}
