import { extname } from 'node:path';
import { Problem } from '../problem.ts';

/** What the words of the command line name: a document, and a client behind "--". */
export interface JudgeWords {
  readonly document: string | undefined;
  /** Empty: none was named. */
  readonly client: readonly string[];
}

/** Sorts the words as they were written: what stands behind the first "--" is the client's own. */
export function readJudgeWords(
  written: readonly string[],
  positionals: readonly string[],
  passive: boolean,
): JudgeWords {
  const dashes = written.indexOf('--');
  const client = dashes === -1 ? [] : written.slice(dashes + 1);
  const named = positionals.slice(0, positionals.length - client.length);
  const [document, ...others] = named;
  const odd = [document, ...others].find((word) => word !== undefined && !isDocument(word)) ?? others[0];
  if (odd !== undefined) throw oddWord(odd, dashes !== -1);
  if (client.length === 0 && !passive) throw noClient(dashes !== -1);
  if (client.length > 0 && passive) throw clientAndPassive(client);
  return { document, client };
}

const isDocument = (word: string) => ['.yaml', '.yml', '.json'].includes(extname(word).toLowerCase());

function oddWord(word: string, hasDashes: boolean): Problem {
  return new Problem(
    'unknown-input',
    `Failed to judge with "${word}": it is no OpenAPI document, and no client, which stands behind "--".`,
    hasDashes
      ? 'Give at most one document (.yaml, .yml, .json) before "--".'
      : `Put "--" in front of the client: faultline judge -- ${word} …`,
  );
}

function noClient(hasDashes: boolean): Problem {
  return new Problem(
    'no-client',
    `Failed to judge: there is no client${hasDashes ? ' behind "--"' : ''}.`,
    'Put its command behind "--", e.g. faultline judge -- curl -sS --retry 3 {url}; or wait for one with --passive.',
  );
}

function clientAndPassive(client: readonly string[]): Problem {
  return new Problem(
    'no-client',
    `Failed to judge: with --passive nobody runs "${client.join(' ')}".`,
    'Leave out --passive to have it run, or the command to wait for whoever calls.',
  );
}
