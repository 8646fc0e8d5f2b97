import type { Match, Rule } from '../../contract/index.ts';

/** Whether a rule acts on each and every request that it matches. */
export function always({ when, fault }: Rule): boolean {
  const { skip, times, every, probability, fromMs, untilMs } = when;
  const counted = skip > 0 || times !== null || (every ?? 1) > 1 || (probability ?? 1) < 1;
  // This one asks for a connection that was used before.
  return !counted && fromMs === null && untilMs === null && fault?.name !== 'connection-reset-on-reuse';
}

/** Whether a match holds for every request for which the other one holds. */
export function subsumes(wide: Match, narrow: Match): boolean {
  return (
    (wide.operations === null || (narrow.operations?.every((id) => wide.operations?.includes(id)) ?? false)) &&
    within(wide.headers, narrow.headers) &&
    within(wide.query, narrow.query) &&
    within(wide.path, narrow.path) &&
    (wide.bodyFragment === null || (narrow.bodyFragment?.includes(wide.bodyFragment) ?? false))
  );
}

function within(wide: Readonly<Record<string, string>>, narrow: Readonly<Record<string, string>>): boolean {
  return Object.entries(wide).every(([name, value]) => narrow[name] === value);
}
