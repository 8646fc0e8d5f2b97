import { type FaultName, faultNamed } from '../faults/index.ts';
import type { Exchange } from '../trace/exchange.ts';
import { faultSeen } from '../trace/fault-seen.ts';
import type { ScenarioContext } from './context.ts';

/**
 * The transport fault that an attempt met: as the mock recorded it, or, of what no mock recorded (a live API, a refused
 * connection), the one that it looks like. Undefined when it met none, or looks like several.
 */
export function transportFaultOf(context: ScenarioContext, exchange: Exchange): FaultName | undefined {
  const recorded = context.recorded(exchange);
  const name = recorded === undefined ? seen(exchange) : recorded.cause?.fault;
  return name !== undefined && faultNamed(name)?.transport === true ? (name as FaultName) : undefined;
}

function seen({ outcome }: Exchange): string | undefined {
  return outcome === null || outcome.kind === 'response' ? undefined : faultSeen(outcome);
}
