import { type CallResult, type Client, type ClientRequest, succeeded } from '../../client/index.ts';
import type { ScenarioContext } from '../context.ts';
import { type PlannedRequest, planRequest } from '../draft.ts';
import type { Item } from '../workload.ts';

/** Runs a piece of work and notes when it began and ended. */
export async function timed(scenario: ScenarioContext, work: () => Promise<void>): Promise<void> {
  const { workload, clock } = scenario;
  workload.startedAt ??= clock.now();
  await work();
  workload.endedAt = clock.now();
}

/** The items in order, each as soon as it has come in and the one before is dealt with. */
export async function* inTurn({ workload, clock }: ScenarioContext): AsyncGenerator<Item, void, undefined> {
  const startedAt = clock.now();
  for (const item of workload.items) {
    const early = startedAt + item.atMs - clock.now();
    if (early > 0) await clock.sleep(early);
    yield item;
  }
}

/** What the draft says, with the parameters of one item. */
export function planFor({ contract, draft }: ScenarioContext, operation: string, { parameters }: Item): PlannedRequest {
  return planRequest(contract, { ...draft, parameters: new Map([...draft.parameters, ...parameters]) }, operation);
}

/** The scenario's client, whose every call goes into the scenario's record. */
export function recordingClient(scenario: ScenarioContext): Pick<Client, 'call'> {
  return {
    async call(request: ClientRequest): Promise<CallResult> {
      const operation = scenario.contract.operation(request.operationId ?? '') ?? null;
      const { call, result } = await scenario.client.send('client', { operation, request }, scenario.policy);
      scenario.calls.push(call);
      return result;
    },
  };
}

/** Calls an operation for every item; one that fails fails alone, unless the work stops there. */
export function callForEach(
  scenario: ScenarioContext,
  operation: string,
  { stopAtFailure = false }: { readonly stopAtFailure?: boolean } = {},
): Promise<void> {
  const client = recordingClient(scenario);
  return timed(scenario, async () => {
    for await (const item of inTurn(scenario)) {
      const result = await client.call(planFor(scenario, operation, item).request);
      scenario.workload.fates.push(succeeded(result) ? 'through' : 'failed');
      if (stopAtFailure && !succeeded(result)) return;
    }
  });
}
