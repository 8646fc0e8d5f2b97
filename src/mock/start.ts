import { createAdjustableClock } from '../adjustable-clock.ts';
import { type Clock, createRealClock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { createCaseRegistry, defaultCaseId } from './cases/registry.ts';
import { createRunningCase, type RunningCaseOptions } from './cases/running-case.ts';
import { listenerRules, type SortedRules } from './cases/schedule.ts';
import { createSharedRules } from './cases/shared-rules.ts';
import { createTraceMemory } from './cases/trace-memory.ts';
import { startControl } from './control/index.ts';
import type { Decide } from './decision.ts';
import type { Mock, MockOptions, Timeouts } from './mock.ts';
import { createPrism } from './prism.ts';
import { createRunningMock } from './running-mock.ts';
import { authorityOf } from './server/authority.ts';
import { createCompose } from './server/compose.ts';
import { createConnections } from './server/connections.ts';
import { serveExchange } from './server/exchange.ts';
import { createFront } from './server/front.ts';
import type { Workshop } from './server/journey.ts';
import { type Listener, openListener } from './server/listener.ts';
import { createTargetReader } from './server/target.ts';
import { createTurn } from './server/turn.ts';
import { createHungConnections } from './server/wait.ts';
import { decideUpstream } from './upstream/decide-upstream.ts';
import type { PassThrough } from './upstream/pass-through.ts';
import { readUpstream } from './upstream/upstream.ts';

/**
 * Serves a contract with its failures. Resolves once it listens and answers without a warm-up.
 *
 * Throws a `Problem` when the port can't be had, or when a rule asks for what no request can be given.
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const { upstream, contract } = options;
  return await start(upstream === undefined ? options : { ...options, contract: contractBefore(contract) });
}

async function start(options: MockOptions): Promise<Mock> {
  const { contract, host = '127.0.0.1', port = 0, control, createClock = createAdjustableClock } = options;
  const { onWarning = () => {}, onFailure = null, tls = null } = options;
  const sorted = listenerRules(contract.layer.rules);
  const [machine, connections] = [createRealClock(), createConnections()];
  const passThrough = await wayTo(options, machine);
  let listener: Listener | undefined;
  const { url, settle } = createAddress(tls === null ? 'http' : 'https', host, port);

  const { cases, shared } = createCases({
    ...options,
    sorted,
    createClock,
    ...(passThrough === null ? {} : { decide: decideUpstream }),
    onWarning,
    url: (id) => caseUrl(url(), contract, id),
    powers: powersOver(() => listener, machine),
  });
  const workshop: Workshop = {
    contract,
    cases,
    compose: createCompose(contract, await createPrism(contract), onWarning),
    hung: createHungConnections(onWarning),
    readTarget: createTargetReader(contract.layer.control.casePathPrefix, url),
    onWarning,
    refuse: (forMs, running) => void listener?.refuse(forMs, running.clock),
    passThrough,
    onFailure,
    putOff: createTurn(),
  };
  const server = createFront({
    layer: contract.layer,
    connections,
    tls,
    timeouts: options.timeouts ?? timeoutsOf(passThrough),
    now: machine.now,
    onWarning,
    serve: (connection, message, response) => serveExchange(workshop, connection, message, response),
  });
  await options.takeOver?.();
  listener = await openListener({ server, connections, host, port, onWarning });
  settle(listener.port);
  if (sorted.scheduled.length > 0) cases.open({ id: defaultCaseId });
  const parts = { contract, url: url(), cases, shared, listener, machine, passThrough };
  return createRunningMock(parts, control && ((mock) => startControl({ mock, ...control, onWarning })));
}

/** Where the mock is reached, once its port is known. */
function createAddress(scheme: 'http' | 'https', host: string, wanted: number) {
  const at = (port: number) => `${scheme}://${authorityOf(host, port)}`;
  let url = at(wanted);
  return {
    url: () => url,
    settle(port: number) {
      url = at(port);
    },
  };
}

/** What is passed on may be long: how long is for the API behind to say. */
function timeoutsOf(passThrough: PassThrough | null): Partial<Timeouts> {
  return passThrough === null ? {} : { requestMs: 3_600_000 };
}

/** Loaded only where the mock stands before a real API. */
async function wayTo(
  { upstream, host = '127.0.0.1', port = 0, onWarning = () => {} }: MockOptions,
  machine: Clock,
): Promise<PassThrough | null> {
  if (upstream === undefined) return null;
  const target = readUpstream(upstream.url, { host, port });
  const { createPassThrough } = await import('./upstream/pass-through.ts');
  return await createPassThrough(target, upstream, machine, onWarning);
}

/** Of the failure layer only what it says is to act before a real API: the rest describes what that API does itself. */
function contractBefore(contract: Contract): Contract {
  const { rules, rateLimits, upstream } = contract.layer;
  const layer = {
    ...contract.layer,
    rules: upstream.apply.includes('rules') ? rules : [],
    rateLimits: upstream.apply.includes('rateLimits') ? rateLimits : [],
  };
  return { ...contract, layer };
}

/** What a case may do with the listener, once there is one. */
function powersOver(listener: () => Listener | undefined, machine: Clock): CasesOptions['powers'] {
  return {
    refuseConnections: async (forMs, clock) => listener()?.refuse(forMs, clock),
    acceptConnections: (clock) => void listener()?.accept(machine, clock),
  };
}

interface CasesOptions extends Required<Pick<MockOptions, 'contract' | 'createClock' | 'onWarning'>> {
  readonly powers: Pick<RunningCaseOptions, 'refuseConnections' | 'acceptConnections'>;
  readonly sorted: SortedRules;
  readonly decide?: Decide;
  url(id: string): string;
}

function createCases({ contract, sorted, createClock, onWarning, url, powers, decide }: CasesOptions) {
  const memory = createTraceMemory();
  const cases = createCaseRegistry({
    contract,
    onWarning,
    createCase: ({ id, key, bound, onClose }) =>
      createRunningCase({
        contract,
        rules: shared.current,
        scheduled: id === defaultCaseId ? sorted.scheduled : [],
        id,
        key,
        url: () => url(id),
        clock: createClock(),
        memory,
        ...(decide === undefined ? {} : { decide }),
        bound,
        ...powers,
        onClose,
      }),
  });
  const shared = createSharedRules(contract, sorted.rules, () => cases.all);
  return { cases, shared };
}

function caseUrl(url: string, { layer }: Contract, id: string): string {
  return id === defaultCaseId ? url : `${url}${layer.control.casePathPrefix}${id}`;
}
