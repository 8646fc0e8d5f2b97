import { readJson } from '../facts/answer.ts';
import type { Call } from '../facts/history.ts';
import { definePattern, groupBy } from './pattern.ts';

/** The same input always fails, others never do. */
export const inputTriggered = definePattern({
  name: 'input-triggered',
  summary: 'Server errors are tied to one value of the input.',
  remedy: 'Leave those records out, and report the value to the provider: it brings out a bug there.',
  feature: 'features/6-server-error.feature',
  reference: 'the reference, scenario 6 (input-triggered bugs)',
  find(calls) {
    for (const alike of groupBy(calls, ({ method, host, template }) => `${method} ${host}${template}`).values()) {
      const failed = alike.filter(({ status }) => status !== null && status >= 500 && status !== 503 && status !== 504);
      const fine = alike.filter(({ failure }) => failure === null);
      if (failed.length < 2 || fine.length < 2) continue;
      const shared = commonValue(failed.map(valuesIn), fine.map(valuesIn));
      if (shared !== null) {
        return {
          numbers: [
            `${shared} stands in all ${failed.length} failed calls and in none of the ${fine.length} that succeeded`,
          ],
          saving: `${failed.length} calls that could not succeed`,
        };
      }
    }
    return null;
  },
});

/** Every value of a call's input, with its place: `severity = high`, `path /users/13`. */
function valuesIn({ path, exchange: { request } }: Call): ReadonlySet<string> {
  const query = [...(URL.parse(request.url)?.searchParams ?? [])];
  return new Set([
    `path ${path}`,
    ...query.map(([name, value]) => `?${name} = ${value}`),
    ...leaves(readJson(request.body?.text ?? ''), ''),
  ]);
}

function leaves(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null)
    return at === '' || value === undefined ? [] : [`${at} = ${String(value).slice(0, 60)}`];
  return Object.entries(value)
    .slice(0, 100)
    .flatMap(([name, member]) => leaves(member, at === '' ? name : `${at}.${name}`));
}

function commonValue(failed: readonly ReadonlySet<string>[], fine: readonly ReadonlySet<string>[]): string | null {
  const [first = new Set<string>(), ...others] = failed;
  const shared = [...first].filter(
    (value) => others.every((set) => set.has(value)) && !fine.some((set) => set.has(value)),
  );
  return shared[0] ?? null;
}
