import { callsOf, type Probe } from '../checks/check.ts';
import type { DriverKind } from '../checks/observation.ts';
import type { Contract } from '../contract/index.ts';
import type { Mock } from '../mock/index.ts';
import type { ChosenCheck, LeftOut, Reason } from './judge-checks.ts';
import { candidatesFor, type OperationChoice, type PlannedRequest } from './requests.ts';
import type { SelfCheck } from './self-check.ts';
import { firstThatSucceeds } from './try-request.ts';

/** Nobody sets up more addresses than this by hand for one probe. */
const mostPassiveCalls = 2;

/** The call that is made for each method; null: the document has none that succeeds. */
export interface CallPlan {
  readonly get: PlannedRequest | null;
  readonly post: PlannedRequest | null;
}

/** Chooses the operations that a client is asked to call. */
export async function planCalls(mock: Mock, contract: Contract, choice: OperationChoice): Promise<CallPlan> {
  return {
    get: await firstThatSucceeds(mock, candidatesFor(contract, 'GET', choice.operation)),
    post: await firstThatSucceeds(mock, candidatesFor(contract, 'POST', choice.writeOperation)),
  };
}

/** Every probe that one of the checks reads, once. */
export function uniqueProbes(checks: readonly ChosenCheck[]): readonly Probe[] {
  return [...new Map(checks.flatMap(({ check }) => check.probes.map((probe) => [probe.name, probe]))).values()];
}

/** The call that a probe makes. */
export function callFor({ get, post }: CallPlan, { method }: Probe): PlannedRequest | null {
  return method === 'GET' ? get : post;
}

/** The probes that can't be run, each with the reason. */
export function reasonsToLeaveOut(
  probes: readonly Probe[],
  driver: DriverKind,
  plan: CallPlan,
  selfChecks: readonly SelfCheck[],
): LeftOut {
  const reasons = probes.map((probe) => [probe.name, reasonToLeaveOut(probe, driver, plan, selfChecks)] as const);
  return new Map(reasons.flatMap(([name, reason]) => (reason === null ? [] : [[name, reason] as const])));
}

function reasonToLeaveOut(
  probe: Probe,
  driver: DriverKind,
  plan: CallPlan,
  selfChecks: readonly SelfCheck[],
): Reason | null {
  const { method, drivers } = probe;
  if (drivers !== undefined && !drivers.includes(driver)) {
    const able = drivers.map((kind) => `"${kind}"`).join(' or ');
    return { subtype: 'driver', because: `the driver "${driver}" can't show it; ${able} can` };
  }
  if (driver === 'passive' && callsOf(probe, false) > mostPassiveCalls) {
    return { subtype: 'driver', because: `it takes ${callsOf(probe, false)} calls, each at an address of its own` };
  }
  if (callFor(plan, probe) === null) {
    return { subtype: 'no-operation', because: `the document has no ${method} that a plain call succeeds with` };
  }
  const trouble = selfChecks.find((check) => check.method === method)?.trouble ?? null;
  return trouble && { subtype: trouble.kind, because: trouble.message };
}
