import { resolve } from 'node:path';
import type { Declared } from './checks/observation.ts';
import { createMonotonicClock, createVirtualClock } from './clock.ts';
import { readContract } from './contract/index.ts';
import { parseFault } from './faults/index.ts';
import type { ClientFactory, ClientFunction } from './judge/index.ts';
import type { Judgement } from './judgement.ts';
import { shipped } from './package.ts';

/** By what to judge a client of a test, and against which API. */
export interface JudgeClientOptions {
  /** Which promises count, and how much; default `standard`. */
  readonly profile?: string;
  /** Ids of the only checks, e.g. `['W1', 'N1']`; default: all that the profile has. */
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  /** Looks as long as it takes; default false. */
  readonly thorough?: boolean;
  /** What the client says of itself; times in milliseconds. */
  readonly declared?: Partial<Declared>;
  /** Promises that it is known to break: id → reason. */
  readonly known?: Readonly<Record<string, string>>;
  /** `virtual` jumps over waits: only for a client that goes by `call.clock`, such as `createClient`. Default `real`. */
  readonly clock?: 'real' | 'virtual';
  /** Path of an OpenAPI document; default: the alert and user API that ships. */
  readonly openapi?: string;
  /** Path of its failure layer; default: the file `<name>.failures.yaml` beside the document, if there is one. */
  readonly failures?: string;
  /** Id of the GET operation that is called; default: a good one. */
  readonly operation?: string;
  /** Id of the POST operation that is called; default: a good one. */
  readonly writeOperation?: string;
  /** Calls under way at the same time at most; default 12. */
  readonly concurrency?: number;
  /** What the client is called; default: the function's name. */
  readonly client?: string;
  /** Ends the judging before its time. */
  readonly signal?: AbortSignal;
  /** Default: the process's own. */
  readonly cwd?: string;
}

/**
 * Judges a client that is a function of this process: it is called once for each logical call, with a base URL for that
 * call alone, while the API behind it fails in one way after the other.
 *
 * Resolves also when promises are broken: `verdict`, `exitCode` and `checks` say so. Throws a `Problem` for names that
 * nobody has and for a contract that can't be read.
 *
 * @example
 * const { verdict, because } = await judgeClient((baseUrl, call) => fetch(call.url, call), { check: ['N1', 'W1'] });
 */
export async function judgeClient(
  client: ClientFunction | ClientFactory,
  options: JudgeClientOptions = {},
): Promise<Judgement> {
  // Drivers and checks are loaded only by whoever judges.
  const { checkIds, createFunctionDriver, judge, nothingDeclared, readKnown, selectChecks } = await import(
    './judge/index.ts'
  );
  const { cwd = process.cwd(), openapi = shipped.document, failures, concurrency = 12, known = {} } = options;
  const clock = options.clock === 'virtual' ? createVirtualClock() : createMonotonicClock();
  const contract = await readContract({
    documentPath: resolve(cwd, openapi),
    parseFault,
    failuresPath: failures === undefined ? undefined : resolve(cwd, failures),
    cwd,
  });
  return judge({
    ...selectChecks({ ...options, declared: { ...nothingDeclared, ...options.declared } }),
    contract,
    clock,
    concurrency,
    client: options.client,
    known: readKnown(known, 'known', checkIds),
    operation: options.operation,
    writeOperation: options.writeOperation,
    command: null,
    overBoth: false,
    authority: null,
    stopped: options.signal ?? new AbortController().signal,
    createDriver: () => createFunctionDriver(client, clock),
    onProgress: () => {},
    rerun: () => null,
  });
}
