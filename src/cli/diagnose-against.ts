import type { Diagnosis } from '../diagnosis/index.ts';
import { Problem } from '../problem.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Environment } from './command.ts';
import { type NamedRecording, readInput } from './read-input.ts';
import { replay } from './replay.ts';

/** Options that ask for the same call from outside of the platform. */
export interface Against {
  readonly compare?: string;
  readonly replay?: boolean;
  readonly replayTo?: string;
  readonly yes?: boolean;
  readonly allowWrites?: boolean;
}

/** The same call from outside, by a second recording or by sending it again; null: nobody asked. */
export async function otherSide(
  recording: NamedRecording,
  { subject }: Diagnosis,
  options: Against,
  environment: Environment,
): Promise<Exchange | null> {
  if (options.compare !== undefined) {
    const other = await readInput(options.compare, environment);
    return counterpart(subjectOf(recording, subject), other);
  }
  if (options.replay !== true && options.replayTo === undefined) return null;
  const { replayTo: to, yes: consent = false, allowWrites = false } = options;
  return replay(subjectOf(recording, subject), { to, consent, allowWrites }, environment);
}

/** The call that is explained; where nothing failed, the last. */
export function subjectOf({ exchanges }: NamedRecording, id: string | null): Exchange {
  const found = exchanges.find((exchange) => exchange.id === id) ?? exchanges.at(-1);
  if (found === undefined)
    throw new Problem(
      'empty-recording',
      'Failed to compare: the recording holds no call.',
      'Give a recording of the call.',
    );
  return found;
}

/** The call of the other recording that is most like it: method and path, else path, else the last. */
function counterpart(inside: Exchange, { exchanges }: NamedRecording): Exchange {
  const path = ({ request: { url } }: Exchange) => URL.parse(url)?.pathname.replace(/\/$/, '') ?? url;
  const alike = exchanges.filter((other) => path(other) === path(inside));
  const found =
    alike.findLast(({ request }) => request.method === inside.request.method) ?? alike.at(-1) ?? exchanges.at(-1);
  return found ?? inside;
}
