import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { type CaseRegistry, defaultCaseId } from './cases/registry.ts';
import type { SharedRules } from './cases/shared-rules.ts';
import type { Control } from './control/index.ts';
import type { Mock } from './mock.ts';
import type { Listener } from './server/listener.ts';
import type { PassThrough } from './upstream/pass-through.ts';

/** What a mock that listens is made of. */
export interface MockParts {
  readonly contract: Contract;
  /** Without a trailing slash. */
  readonly url: string;
  readonly cases: CaseRegistry;
  readonly shared: SharedRules;
  readonly listener: Listener;
  /** The machine's clock, for what no case's clock speaks of. */
  readonly machine: Clock;
  /** The way to a real API; null: there is none. */
  readonly passThrough: PassThrough | null;
}

/** The mock as the outside has it; when its control API can't be opened, it is closed again. */
export async function createRunningMock(
  parts: MockParts,
  openControl?: (mock: Mock) => Promise<Control>,
): Promise<Mock> {
  const { contract, url, cases, shared, listener, machine, passThrough } = parts;
  let control: Control | null = null;
  const mock: Mock = {
    url,
    contract,
    openCase: cases.open,
    get cases() {
      return cases.all;
    },
    get control() {
      return control && { url: control.url, token: control.token };
    },
    get rules() {
      return shared.states;
    },
    replaceRules: shared.replace,
    restoreRules: shared.restore,
    async reset() {
      shared.restore();
      for (const open of cases.all)
        if (open.id === defaultCaseId) open.reset();
        else open.close();
      await listener.accept(machine);
    },
    async close(drainMs = 1000) {
      await Promise.all([control?.close(drainMs), listener.close(drainMs, machine)]);
      for (const open of cases.all) open.close();
      passThrough?.close();
    },
  };
  try {
    control = openControl === undefined ? null : await openControl(mock);
  } catch (error) {
    await mock.close(0);
    throw error;
  }
  return mock;
}
