import { type FieldShape, growPayload, type PayloadShape, preparePayload, succeeded } from '../../client/index.ts';
import { propertiesOf, requiredOf } from '../../contract/index.ts';
import { Problem } from '../../problem.ts';
import type { ScenarioContext } from '../context.ts';
import { planRequest } from '../draft.ts';
import { operationOf } from '../find-operation.ts';
import { recordingClient, timed } from './each.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Checks and converts the body by what the contract says of it, and calls only when it is fit to be sent. */
export function callPrepared(scenario: ScenarioContext, operation: string): Promise<void> {
  const { contract, draft, workload } = scenario;
  const { request } = planRequest(contract, draft, operation);
  const prepared = preparePayload(objectIn(request.body), shapeOf(scenario, operation));
  workload.log.push(...(prepared.kind === 'ready' ? prepared.changes : prepared.problems));
  return timed(scenario, async () => {
    if (prepared.kind === 'incomplete') return;
    await recordingClient(scenario).call({ ...request, body: JSON.stringify(prepared.body) });
  });
}

/** Calls with the required fields alone, then with one optional field more each time, until a call fails. */
export function callGrowing(scenario: ScenarioContext, operation: string): Promise<void> {
  const { contract, draft, workload } = scenario;
  const { request } = planRequest(contract, draft, operation);
  const required = requiredOf(schemaOf(scenario, operation), contract.document);
  const bodies = growPayload(objectIn(request.body), required);
  workload.refusedField = null;
  return timed(scenario, async () => {
    for (const { adds, body } of bodies) {
      const result = await recordingClient(scenario).call({ ...request, body: JSON.stringify(body) });
      if (succeeded(result)) continue;
      workload.refusedField = adds ?? required.join(', ');
      return;
    }
  });
}

function objectIn(body: string | undefined): JsonObject {
  const value = body === undefined ? undefined : parseQuietly(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new Problem(
    'body-not-an-object',
    `Failed to look at the fields of the request body: ${body === undefined ? 'there is none' : `"${body}" is no JSON object`}.`,
    'Put a Given step before it that says what the request body is.',
  );
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function schemaOf({ contract }: ScenarioContext, operation: string): unknown {
  const { requestBody } = operationOf(contract, operation);
  return [...(requestBody?.content.values() ?? [])][0]?.schema;
}

function shapeOf(scenario: ScenarioContext, operation: string): PayloadShape {
  const { document } = scenario.contract;
  const schema = schemaOf(scenario, operation);
  const required = requiredOf(schema, document);
  const fields = [...propertiesOf(schema, document)].map(
    ([name, property]) => [name, fieldOf(property, required.includes(name))] as const,
  );
  return Object.fromEntries(fields);
}

function fieldOf({ type, enum: allowed, format }: JsonObject, required: boolean): FieldShape {
  const known = (['integer', 'number', 'boolean'] as const).find((name) => [type].flat().includes(name));
  return {
    type: known ?? 'string',
    required,
    ...(Array.isArray(allowed) ? { enum: allowed.map(String) } : {}),
    ...(format === 'date-time' ? { format } : {}),
  };
}
