import { type CallResult, nextByCursor, pagesOf } from '../../client/index.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { Problem } from '../../problem.ts';
import type { ScenarioContext } from '../context.ts';
import { planRequest } from '../draft.ts';
import { operationOf } from '../find-operation.ts';
import { recordingClient, timed } from './each.ts';

/** Reads a whole list, so many items at a time, until there is no further page or one fails. */
export function walkPages(scenario: ScenarioContext, operation: string, size: number): Promise<void> {
  const { contract, draft, workload } = scenario;
  const collection = collectionOf(scenario, operation);
  const { limitParameter, cursorParameter, nextProperty } = collection.pagination;
  const parameters = new Map([...draft.parameters, [limitParameter, String(size)]]);
  const { request } = planRequest(contract, { ...draft, parameters }, operation);
  return timed(scenario, async () => {
    const next = nextByCursor(nextProperty, cursorParameter);
    for await (const page of pagesOf(recordingClient(scenario), request, { next })) {
      workload.collected += itemsOf(page, collection).length;
    }
  });
}

function collectionOf({ contract }: ScenarioContext, operation: string) {
  const { id } = operationOf(contract, operation);
  const collection = contract.layer.resources.find(({ operations }) => operations.list === id);
  const { limitParameter, cursorParameter, nextProperty } = collection?.pagination ?? {};
  if (collection !== undefined && limitParameter && cursorParameter && nextProperty) {
    return { itemsProperty: collection.itemsProperty, pagination: { limitParameter, cursorParameter, nextProperty } };
  }
  throw new Problem(
    'no-pages',
    `Failed to walk through operation "${operation}": its answers have no pages that a cursor leads through.`,
    'Name the "list" operation of a resource whose failure layer says "pagination".',
  );
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The items in the answer of a list operation; none where the call failed. */
export function itemsOf(
  { body }: CallResult,
  { itemsProperty }: Pick<ResourceCollection, 'itemsProperty'>,
): readonly JsonObject[] {
  const answer = parse(body) as JsonObject | null | undefined;
  const items = itemsProperty === null ? answer : answer?.[itemsProperty];
  return Array.isArray(items) ? (items as readonly JsonObject[]) : [];
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
