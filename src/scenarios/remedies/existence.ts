import { createIfMissing, type EnsureResult, ifFound, type UpdateResult, updateIfExists } from '../../client/index.ts';
import type { ScenarioContext } from '../context.ts';
import type { Fate } from '../workload.ts';
import { inTurn, planFor, recordingClient, timed } from './each.ts';

const updated = { updated: 'through', skipped: 'skipped', failed: 'failed' } as const satisfies Record<
  UpdateResult['kind'],
  Fate
>;

const ensured = { found: 'through', created: 'through', failed: 'failed' } as const satisfies Record<
  EnsureResult['kind'],
  Fate
>;

/** Looks before each change; what isn't there is skipped and noted down. */
export function changeWhatIsFound(scenario: ScenarioContext, change: string, lookup: string): Promise<void> {
  const { workload } = scenario;
  const client = recordingClient(scenario);
  return timed(scenario, async () => {
    for await (const item of inTurn(scenario)) {
      const { kind } = await updateIfExists(client, {
        read: planFor(scenario, lookup, item).request,
        update: planFor(scenario, change, item).request,
        log: (line) => workload.log.push(line),
      });
      workload.fates.push(updated[kind]);
    }
  });
}

/** Looks for each item and creates those that aren't there. */
export function createWhatIsMissing(scenario: ScenarioContext, create: string, lookup: string): Promise<void> {
  const client = recordingClient(scenario);
  return timed(scenario, async () => {
    for await (const item of inTurn(scenario)) {
      const { kind } = await createIfMissing(client, {
        read: planFor(scenario, lookup, item).request,
        create: planFor(scenario, create, item).request,
      });
      scenario.workload.fates.push(ensured[kind]);
    }
  });
}

/** Reads every item and leaves out those that aren't there. */
export function readWhatIsFound(scenario: ScenarioContext, lookup: string): Promise<void> {
  const { workload, baseUrl } = scenario;
  const pathOf = (url: string) => url.slice(baseUrl.length);
  const requests = workload.items.map((item) => planFor(scenario, lookup, item).request);
  return timed(scenario, async () => {
    const { found, missing, failed } = await ifFound(recordingClient(scenario), requests);
    workload.fates.push(
      ...found.map((): Fate => 'through'),
      ...missing.map((): Fate => 'skipped'),
      ...failed.map((): Fate => 'failed'),
    );
    workload.log.push(
      ...missing.map(({ last: { request } }) => `${request.method} ${pathOf(request.url)}: not found, left out`),
    );
  });
}
