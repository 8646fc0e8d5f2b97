import type { Contract, Operation } from '../contract/contract.ts';
import { faultNamed, faults } from '../faults/index.ts';
import type { ScenarioResult } from '../result.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import { failureOf } from './attempts.ts';
import type { Cell } from './cell.ts';
import { templateOf } from './draft.ts';
import type { Evidence } from './evidence.ts';
import type { TestCase } from './messages.ts';

/** What one scenario has to do with the matrix. */
export interface ScenarioCells {
  readonly scenario: Pick<ScenarioResult, 'id' | 'verdict' | 'because'>;
  /** Cells that it says something about, whether or not it got there. */
  readonly spoken: readonly Cell[];
  /** Cells that its steps speak of, known before it runs. */
  readonly planned: readonly Cell[];
  /** Cells that its attempts fell into, one for each attempt. */
  readonly seen: readonly Cell[];
}

/**
 * The cells of one scenario: what it asserted while it ran. Where it never got to assert a failure, what its steps say
 * it would have: the operations, statuses and faults in them, as far as the contract declares the pair.
 */
export function cellsOf(
  scenario: ScenarioCells['scenario'],
  testCase: TestCase,
  evidence: Evidence | null,
  contract: Contract,
): ScenarioCells {
  const asserted = assertedCells(scenario, evidence);
  const planned = plannedCells(testCase, contract);
  const complete = scenario.verdict === 'kept' || asserted.length > 0;
  const exchanges = evidence?.calls.flatMap((call) => call.exchanges) ?? [];
  return {
    scenario,
    spoken: complete ? asserted : planned,
    planned,
    seen: exchanges.flatMap((exchange) => {
      const { operationId } = exchange;
      const failure = failureOf(exchange) ?? successOf(exchange);
      return failure === null || operationId === null ? [] : [{ operationId, failure }];
    }),
  };
}

/** A success that a broken scenario asserted on its way was as it should be: what came last is what broke. */
function assertedCells({ verdict }: ScenarioCells['scenario'], evidence: Evidence | null): readonly Cell[] {
  const all = evidence?.asserted ?? [];
  if (verdict === 'kept') return all;
  return all.filter(({ failure }, index) => !/^[1-3]\d\d$/.test(failure) || index === all.length - 1);
}

/** The status of a whole answer that is no failure. */
function successOf(exchange: Exchange): string | null {
  const status = exchange.outcome?.kind === 'response' ? statusOf(exchange) : null;
  return status === null ? null : String(status);
}

function plannedCells({ testSteps }: TestCase, contract: Contract): readonly Cell[] {
  const values = testSteps
    .flatMap(({ stepMatchArgumentsLists = [] }) => stepMatchArgumentsLists)
    .flatMap(({ stepMatchArguments }) => stepMatchArguments);
  const texts = (type: string) => [
    ...new Set(values.filter((value) => value.parameterTypeName === type).map(({ group }) => group.value ?? '')),
  ];
  const operations = texts('operation').flatMap((text) => operationNamed(text, contract) ?? []);
  const statuses = texts('status');
  const transport = texts('fault').flatMap((text) => transportNamed(text) ?? []);
  return operations.flatMap(({ id, responses }) => [
    ...statuses.filter((failure) => declares(responses, failure)).map(cellOf(id)),
    ...transport.map(cellOf(id)),
  ]);
}

/** By itself or by a range. */
function declares(responses: Operation['responses'], status: string): boolean {
  return responses.some(
    (response) => response.status === status || /^default$/i.test(response.status) || inRange(response.status, status),
  );
}

function inRange(range: string, status: string): boolean {
  return range.toUpperCase() === `${status.charAt(0)}XX`;
}

const cellOf =
  (operationId: string) =>
  (failure: string): Cell => ({ operationId, failure });

/** The operation that a step names by id, or by method and path. */
export function operationNamed(text: string, contract: Contract): Operation | undefined {
  const [method = '', path = ''] = text.split(' ');
  const named =
    contract.operation(text) ?? contract.operations.find((one) => one.method === method && templateOf(one) === path);
  if (named !== undefined || path === '') return named;
  const route = contract.route(method, path.replace(/\?.*/, ''));
  return route.kind === 'operation' ? route.operation : undefined;
}

function transportNamed(text: string): string | undefined {
  const quoted = faultNamed(/^the "(.*)" fault$/.exec(text)?.[1] ?? '');
  const fault = quoted ?? Object.values(faults).find(({ phrase }) => phrase === text);
  return fault?.transport ? fault.name : undefined;
}
