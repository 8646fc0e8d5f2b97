import type { Contract, Operation } from '../contract/contract.ts';
import { faultNamed, faults } from '../faults/index.ts';
import type { ScenarioResult } from '../result.ts';
import { failureOf } from './attempts.ts';
import type { Cell } from './cell.ts';
import { templateOf } from './draft.ts';
import type { Evidence } from './evidence.ts';
import type { TestCase } from './messages.ts';

/** What one scenario has to do with the matrix. */
export interface ScenarioCells {
  readonly scenario: Pick<ScenarioResult, 'id' | 'verdict'>;
  /** Cells that it says something about, whether or not it got there. */
  readonly spoken: readonly Cell[];
  /** Cells that its attempts fell into, one for each attempt. */
  readonly seen: readonly Cell[];
}

/**
 * The cells of one scenario: what it asserted while it ran. Where it never got to assert a failure, what its steps say
 * it would have: the operations, statuses and faults in them, as far as the contract declares the pair.
 */
export function cellsOf(
  scenario: Pick<ScenarioResult, 'id' | 'verdict'>,
  testCase: TestCase,
  evidence: Evidence | null,
  contract: Contract,
): ScenarioCells {
  const asserted = (evidence?.asserted ?? []).filter(({ failure }) => isFailure(failure));
  const complete = scenario.verdict === 'kept' || asserted.length > 0;
  const exchanges = evidence?.calls.flatMap((call) => call.exchanges) ?? [];
  return {
    scenario,
    spoken: complete ? asserted : plannedCells(testCase, contract),
    seen: exchanges.flatMap((exchange) => {
      const failure = failureOf(exchange);
      const { operationId } = exchange;
      return failure === null || operationId === null ? [] : [{ operationId, failure }];
    }),
  };
}

function isFailure(failure: string): boolean {
  return !/^\d+$/.test(failure) || Number(failure) >= 400;
}

function plannedCells({ testSteps }: TestCase, contract: Contract): readonly Cell[] {
  const values = testSteps
    .flatMap(({ stepMatchArgumentsLists = [] }) => stepMatchArgumentsLists)
    .flatMap(({ stepMatchArguments }) => stepMatchArguments);
  const texts = (type: string) => [
    ...new Set(values.filter((value) => value.parameterTypeName === type).map(({ group }) => group.value ?? '')),
  ];
  const operations = texts('operation').flatMap((text) => operationNamed(text, contract) ?? []);
  const statuses = texts('status').filter(isFailure);
  const transport = texts('fault').flatMap((text) => transportNamed(text) ?? []);
  return operations.flatMap(({ id, responses }) => [
    ...statuses.filter((failure) => responses.some(({ status }) => status === failure)).map(cellOf(id)),
    ...transport.map(cellOf(id)),
  ]);
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
