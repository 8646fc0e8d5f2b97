import type { Place } from '../../problem.ts';
import type { FaultCall, Match } from '../failure-layer.ts';
import { type LayerContext, layerProblem } from './layer-context.ts';
import type { RawRule } from './raw-layer.ts';

type PlaceOf = (pointer: string) => Place;

const refusing = 'refused-connection';
const example = 'when: { fromMs: 60000, untilMs: 90000 }';

/** A connection is refused before there is a request: a rule can do it at a time, to all, and in no other way. */
export function checkRefusal(
  { findings }: LayerContext,
  { id, when, phase, delay }: RawRule,
  { match, fault }: { readonly match: Match; readonly fault: FaultCall | null },
  place: PlaceOf,
): void {
  if (fault?.name !== refusing) return;
  const add = (code: string, why: string, fix: string, pointer: string) =>
    findings.add(layerProblem(code, `Failed to read the rule "${id}": ${why}.`, fix, place(pointer)));
  if (!isOfAll(match) || when.fromMs === undefined) {
    const why = 'a connection is refused before it is known which request it is for';
    const fix = `Use "connection-reset", leave "match" out and say when (${example}), or refuse connections from a step or the control API.`;
    add('refused-connection-on-operation', why, fix, '/fault');
    return;
  }
  const { skip, times, every, probability } = when;
  const counted = Object.entries({ skip: skip || undefined, times, every, probability }).filter(
    ([, value]) => value !== undefined,
  );
  for (const [name] of counted) {
    add('refused-connection-counted', `it goes by time, and "${name}" counts requests`, 'Remove it.', `/when/${name}`);
  }
  if (phase === 'after' || delay !== undefined) {
    const name = delay === undefined ? 'phase' : 'delay';
    add('refused-connection-delayed', `"${name}" is about a request, and there is none`, 'Remove it.', `/${name}`);
  }
}

function isOfAll({ operations, headers, query, path, bodyFragment }: Match): boolean {
  const parts = [headers, query, path].flatMap((part) => Object.keys(part));
  return operations === null && parts.length === 0 && bodyFragment === null;
}

/** A time that is over before it begins never comes. */
export function checkTimes({ findings }: LayerContext, { id, when }: RawRule, place: PlaceOf): void {
  const { fromMs = 0, untilMs } = when;
  if (untilMs === undefined || untilMs > fromMs) return;
  const why = `Failed to read the rule "${id}": it ends at ${untilMs} ms and begins at ${fromMs} ms.`;
  findings.add(layerProblem('no-time', why, 'Give "untilMs" a later time than "fromMs".', place('/when/untilMs')));
}
