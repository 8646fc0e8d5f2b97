import type { Place } from '../../problem.ts';
import type { Expectation } from '../../retry/classification.ts';
import { suggest } from '../../suggest.ts';
import { join } from '../document/pointer.ts';
import type { FailureLayer } from '../failure-layer.ts';
import { type LayerContext, layerProblem } from './layer-context.ts';
import { findOperation } from './matches.ts';
import type { RawLayer } from './raw-layer.ts';

type PlaceOf = (pointer: string) => Place;

/** Expectations by their status. */
export function byStatus(raw: Readonly<Record<string, Expectation>>): ReadonlyMap<number, Expectation> {
  return new Map(Object.entries(raw).map(([status, expectation]) => [Number(status), expectation]));
}

/** What is said of single operations, by their ids. */
export function readOperationParts(
  context: LayerContext,
  raw: RawLayer['operations'],
  place: PlaceOf,
): FailureLayer['operations'] {
  const parts = new Map<string, { readonly expect: ReadonlyMap<number, Expectation> }>();
  for (const [name, { expect = {} }] of Object.entries(raw)) {
    const operation = findOperation(context, name, place(join('/operations', name)));
    if (operation !== null) parts.set(operation.id, { expect: byStatus(expect) });
  }
  return parts;
}

/** Values of path parameters, each of a parameter that there is. */
export function readIds(context: LayerContext, raw: RawLayer['ids'], place: PlaceOf): FailureLayer['ids'] {
  const names = Object.keys(raw);
  const known = names.length === 0 ? new Set<string>() : knownParameters(context);
  for (const name of names) {
    if (known.has(name)) continue;
    const why = `Failed to read the ids of "${name}": no operation has a path parameter of that name.`;
    const plain = [...known].filter((one) => !one.includes(' '));
    const fix = `Use one of: ${plain.join(', ') || '(the document has none)'}.${suggest(name, known)}`;
    context.findings.add(layerProblem('unknown-parameter', why, fix, place(join('/ids', name))));
  }
  return new Map(
    Object.entries(raw).map(([name, { known: one = null, unknown = null }]) => [name, { known: one, unknown }]),
  );
}

function knownParameters({ operations }: LayerContext): Set<string> {
  const named = operations.flatMap(({ id, parameters }) =>
    parameters.filter((one) => one.in === 'path').flatMap(({ name }) => [name, `${id} ${name}`]),
  );
  return new Set(named);
}
