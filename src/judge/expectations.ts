import type { CheckSettings } from '../checks/check.ts';
import type { Declared } from '../checks/observation.ts';
import { type Contract, isRecord, type Operation } from '../contract/index.ts';
import type { RetryClass } from '../retry/index.ts';
import type { CallPlan } from './plan-calls.ts';

const extension = 'x-speakeasy-retries';

/**
 * What is held against the client, with what the document itself says of retries (`x-speakeasy-retries`, of the operation
 * or of the whole API), and what the failure layer expects of each status. What the client declares of itself comes first.
 */
export function withExpectations(settings: CheckSettings, contract: Contract, { get, post }: CallPlan): CheckSettings {
  const operation = (get ?? post)?.operation;
  const said = operation === undefined ? {} : retriesOf(contract, operation);
  const own = Object.entries(settings.declared).filter(([, value]) => value !== null);
  return {
    ...settings,
    declared: { ...settings.declared, ...said, ...Object.fromEntries(own) },
    expected: new Map([...expectedOf(contract, get), ...expectedOf(contract, post)]),
  };
}

/** By method and status, as `GET 503`. */
function expectedOf({ layer }: Contract, planned: CallPlan['get']): readonly (readonly [string, RetryClass])[] {
  if (planned === null) return [];
  const { id, method } = planned.operation;
  const expected = new Map([...layer.expect, ...(layer.operations.get(id)?.expect ?? [])]);
  return [...expected].map(([status, said]) => [`${method} ${status}`, said.class]);
}

function retriesOf({ document }: Contract, { path, method }: Operation): Partial<Declared> {
  const item = valueAt(document, 'paths', path, method.toLowerCase(), extension) ?? valueAt(document, extension);
  if (!isRecord(item)) return {};
  if (item['strategy'] === 'none') return { retries: false };
  const backoff = isRecord(item['backoff']) ? item['backoff'] : {};
  return {
    retries: true,
    ...number('maxBackoffMs', backoff['maxInterval']),
    ...number('deadlineMs', backoff['maxElapsedTime']),
  };
}

function number(name: 'maxBackoffMs' | 'deadlineMs', value: unknown): Partial<Declared> {
  return typeof value === 'number' && value > 0 ? { [name]: value } : {};
}

function valueAt(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((found, name) => (isRecord(found) ? found[name] : undefined), value);
}
