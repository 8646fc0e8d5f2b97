import { createBatcher, succeeded } from '../../client/index.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { Problem } from '../../problem.ts';
import type { ScenarioContext } from '../context.ts';
import { planRequest } from '../draft.ts';
import { operationOf } from '../find-operation.ts';
import type { Fate } from '../workload.ts';
import { inTurn, recordingClient, timed } from './each.ts';
import { itemsOf } from './pages.ts';

export interface BatchOptions {
  /** Items in one call at most. */
  readonly size: number;
  /** Milliseconds for which items are gathered. */
  readonly gatherMs: number;
}

/** Looks up the items that come in within a time by one call; those that the API doesn't have are skipped. */
export function callInBatches(
  scenario: ScenarioContext,
  operation: string,
  { size, gatherMs }: BatchOptions,
): Promise<void> {
  const { clock, workload } = scenario;
  const { collection, idsParameter } = batchLookup(scenario, operation);
  const batcher = createBatcher({
    maxItems: size,
    gatherMs,
    clock,
    load: (ids) => lookUp(scenario, operation, { collection, idsParameter, ids }),
  });
  return timed(scenario, async () => {
    const fates: Promise<Fate>[] = [];
    for await (const { parameters } of inTurn(scenario)) {
      fates.push(
        batcher.get(parameters.get(collection.idParameter) ?? '').then(
          (found): Fate => (found === null ? 'skipped' : 'through'),
          (): Fate => 'failed',
        ),
      );
    }
    workload.fates.push(...(await Promise.all(fates)));
  });
}

interface Lookup {
  readonly collection: ResourceCollection;
  readonly idsParameter: string;
}

function batchLookup({ contract }: ScenarioContext, operation: string): Lookup {
  const { id } = operationOf(contract, operation);
  const collection = contract.layer.resources.find(({ operations }) => operations.list === id);
  if (collection !== undefined && collection.idsParameter !== null) {
    return { collection, idsParameter: collection.idsParameter };
  }
  throw new Problem(
    'no-batch-lookup',
    `Failed to look up several items by operation "${operation}": it takes no list of ids.`,
    'Name the "list" operation of a resource whose failure layer says "idsParameter".',
  );
}

async function lookUp(
  scenario: ScenarioContext,
  operation: string,
  { collection, idsParameter, ids }: Lookup & { readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, unknown>> {
  const { contract, draft } = scenario;
  const { method, path } = operationOf(contract, operation);
  const target = `${method} ${path}?${idsParameter}=${ids.map(encodeURIComponent).join(',')}`;
  const result = await recordingClient(scenario).call(planRequest(contract, draft, target).request);
  if (!succeeded(result)) throw new Error(result.classification.reason);
  return new Map(itemsOf(result, collection).map((item) => [String(item[collection.idProperty]), item]));
}
