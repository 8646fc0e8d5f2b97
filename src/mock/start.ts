import { createAdjustableClock } from '../adjustable-clock.ts';
import { createRealClock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { createCaseRegistry, defaultCaseId } from './cases/registry.ts';
import { createRunningCase, type RunningCaseOptions } from './cases/running-case.ts';
import { listenerRules, type SortedRules } from './cases/schedule.ts';
import { createSharedRules } from './cases/shared-rules.ts';
import { createTraceMemory } from './cases/trace-memory.ts';
import { startControl } from './control/index.ts';
import type { Mock, MockOptions } from './mock.ts';
import { createPrism } from './prism.ts';
import { createRunningMock } from './running-mock.ts';
import { authorityOf } from './server/authority.ts';
import { createCompose } from './server/compose.ts';
import { createConnections } from './server/connections.ts';
import { serveExchange, type Workshop } from './server/exchange.ts';
import { createFront } from './server/front.ts';
import { type Listener, openListener } from './server/listener.ts';
import { createHungConnections } from './server/wait.ts';

/**
 * Serves a contract with its failures. Resolves once it listens and answers without a warm-up.
 *
 * Throws a `Problem` when the port can't be had, or when a rule asks for what no request can be given.
 */
export async function startMock(options: MockOptions): Promise<Mock> {
  const { contract, host = '127.0.0.1', port = 0, control, createClock = createAdjustableClock } = options;
  const { onWarning = () => {}, tls = null } = options;
  const sorted = listenerRules(contract.layer.rules);
  const machine = createRealClock();
  const connections = createConnections();
  const prism = await createPrism(contract);
  let listener: Listener | undefined;
  const scheme = tls === null ? 'http' : 'https';
  let base = `${scheme}://${authorityOf(host, port)}`;
  const url = () => base;

  const { cases, shared } = createCases({
    ...options,
    sorted,
    createClock,
    onWarning,
    url: (id) => caseUrl(url(), contract, id),
    powers: {
      refuseConnections: async (forMs, clock) => listener?.refuse(forMs, clock),
      acceptConnections: (clock) => void listener?.accept(machine, clock),
    },
  });
  const workshop: Workshop = {
    contract,
    cases,
    compose: createCompose(contract, prism, onWarning),
    hung: createHungConnections(onWarning),
    url,
    onWarning,
    refuse: (forMs, running) => void listener?.refuse(forMs, running.clock),
  };
  const server = createFront({
    layer: contract.layer,
    connections,
    tls,
    timeouts: options.timeouts ?? {},
    now: machine.now,
    onWarning,
    serve: (connection, message, response) => serveExchange(workshop, connection, message, response),
  });
  await options.takeOver?.();
  listener = await openListener({ server, connections, host, port, onWarning });
  base = `${scheme}://${authorityOf(host, listener.port)}`;
  if (sorted.scheduled.length > 0) cases.open({ id: defaultCaseId });
  const parts = { contract, url: url(), cases, shared, listener, machine };
  return createRunningMock(parts, control && ((mock) => startControl({ mock, ...control, onWarning })));
}

interface CasesOptions extends Required<Pick<MockOptions, 'contract' | 'createClock' | 'onWarning'>> {
  readonly powers: Pick<RunningCaseOptions, 'refuseConnections' | 'acceptConnections'>;
  readonly sorted: SortedRules;
  url(id: string): string;
}

function createCases({ contract, sorted, createClock, onWarning, url, powers }: CasesOptions) {
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
