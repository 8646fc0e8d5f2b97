import { createAdjustableClock } from '../adjustable-clock.ts';
import { createRealClock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { createCaseRegistry, defaultCaseId } from './cases/registry.ts';
import { createRunningCase } from './cases/running-case.ts';
import { listenerRules, scheduleRefusals } from './cases/schedule.ts';
import type { Mock, MockOptions } from './mock.ts';
import { createPrism } from './prism.ts';
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
  const { contract, host = '127.0.0.1', port = 0, createClock = createAdjustableClock, onWarning = () => {} } = options;
  const { rules, scheduled } = listenerRules(contract.layer.rules);
  const machine = createRealClock();
  const connections = createConnections();
  const prism = await createPrism(contract);
  let listener: Listener | undefined;
  const url = () => `http://${authority(host)}:${listener?.port ?? port}`;

  const cases = createCaseRegistry({
    contract,
    onWarning,
    createCase: (id, key, onClose) =>
      createRunningCase({
        contract,
        rules,
        id,
        key,
        url: () => caseUrl(url(), contract, id),
        clock: createClock(),
        refuseConnections: async (forMs, clock) => listener?.refuse(forMs, clock),
        onClose,
      }),
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
    now: machine.now,
    onWarning,
    serve: (connection, message, response) => serveExchange(workshop, connection, message, response),
  });
  listener = await openListener({ server, connections, host, port, onWarning });
  if (scheduled.length > 0) scheduleRefusals(scheduled, cases.open({ id: defaultCaseId }));
  return createMock({ contract, url: url(), cases, listener, machine });
}

function createMock({ contract, url, cases, listener, machine }: MockParts): Mock {
  return {
    url,
    contract,
    openCase: cases.open,
    get cases() {
      return cases.all;
    },
    async close(drainMs = 1000) {
      await listener.close(drainMs, machine);
      for (const open of cases.all) open.close();
    },
  };
}

interface MockParts {
  readonly contract: Contract;
  readonly url: string;
  readonly cases: ReturnType<typeof createCaseRegistry>;
  readonly listener: Listener;
  readonly machine: ReturnType<typeof createRealClock>;
}

function caseUrl(url: string, { layer }: Contract, id: string): string {
  return id === defaultCaseId ? url : `${url}${layer.control.casePathPrefix}${id}`;
}

/** IPv6 addresses stand in brackets; an address that means "all" is reached on loopback. */
function authority(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
