import { type FaultName, faultNamed } from '../faults/index.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { ScenarioContext } from './context.ts';

/**
 * The transport fault that an attempt met, as the mock recorded it. What was refused never reached the mock, so there
 * the refused connection itself is the record. Undefined when it met none.
 */
export function transportFaultOf(context: ScenarioContext, exchange: Exchange): FaultName | undefined {
  const recorded = context.recorded(exchange);
  const { outcome } = exchange;
  if (recorded === undefined && outcome?.kind === 'no-response' && outcome.code === 'ECONNREFUSED')
    return 'refused-connection';
  const name = recorded?.cause?.fault;
  return name !== undefined && faultNamed(name)?.transport === true ? (name as FaultName) : undefined;
}
