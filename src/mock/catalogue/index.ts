/**
 * Every way a contract can be made to fail, each with requests that do it: one file per source, all derived from the
 * document and its layer. Nothing is listed that the decision core, asked beforehand, doesn't answer as announced.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Contract } from '../../contract/index.ts';
import { fromCredentials } from './credentials.ts';
import type { Candidate, CatalogueEntry, CatalogueStep } from './entry.ts';
import { fromFaults } from './faults.ts';
import { fromParameters } from './parameters.ts';
import { prove } from './prove.ts';
import { fromQuotas } from './quotas.ts';
import { fromResources } from './resources.ts';
import { fromRouting } from './routing.ts';
import { fromRules } from './rules.ts';
import { createSamples, type Samples } from './samples.ts';
import { fromValidation } from './validation.ts';

export type { CatalogueEntry, CatalogueStep } from './entry.ts';

const sources: readonly ((samples: Samples) => Iterable<Candidate>)[] = [
  fromCredentials,
  fromValidation,
  fromParameters,
  fromQuotas,
  fromResources,
  fromRules,
  fromFaults,
  fromRouting,
];

/**
 * Every failure that the contract can be made to show on a freshly started mock. Those to start with come first, one for
 * each status, so ordered that none of them gets in the way of the next.
 */
export function catalogueOf(contract: Contract): readonly CatalogueEntry[] {
  return arranged(
    contract,
    [...provenOf(contract)].filter((entry) => entry !== null),
  );
}

/** The same for a mock that is serving: between any two of its ways, whoever asks for something is answered. */
export async function catalogueMeanwhile(contract: Contract): Promise<readonly CatalogueEntry[]> {
  const proven: Named[] = [];
  for (const entry of provenOf(contract)) {
    if (entry !== null) proven.push(entry);
    await nextTurn();
  }
  return arranged(contract, proven);
}

/** One after the other; null for those that failed their proof. */
function* provenOf(contract: Contract): Generator<Named | null, void> {
  const samples = createSamples(contract);
  for (const source of sources) for (const candidate of source(samples)) yield entryOf(contract, candidate);
}

function arranged(contract: Contract, proven: readonly Named[]): readonly CatalogueEntry[] {
  const firsts = startOrder.flatMap((status) => proven.find(({ start, failure }) => start && failure === status) ?? []);
  const others = proven.filter((entry) => !firsts.includes(entry));
  const names = new Set<string>();
  return [
    ...firsts.map((entry) => withoutCase(entry)),
    ...others.map((entry) => withCase(contract, { ...entry, start: false }, names)),
  ];
}

/** As a request meets them; the quota comes last of those that count, because it leaves nothing for the others. */
const startOrder = ['401', '403', '400', '404', '429', '500', '502', '503', '504', '405'];

type Named = CatalogueEntry & { readonly ownCase: string | null };

function entryOf(contract: Contract, candidate: Candidate): Named | null {
  const proof = prove(contract, candidate);
  if (proof === null) return null;
  const { failure, summary, operation, cause, ruleId = null, start = false, ownCase = null } = candidate;
  const { steps, seconds } = proof;
  return { failure: String(failure), summary, operation, steps, cause, ruleId, start, seconds, ownCase };
}

function withoutCase({ ownCase: _, ...entry }: Named): CatalogueEntry {
  return entry;
}

/** Its requests with a path that opens a case of their own, where they need one. */
function withCase({ layer }: Contract, named: Named, names: Set<string>): CatalogueEntry {
  const { ownCase } = named;
  const entry = withoutCase(named);
  if (ownCase === null) return entry;
  const name = freeName(ownCase, names);
  const inCase = (step: CatalogueStep): CatalogueStep => ({
    ...step,
    request: { ...step.request, path: `${layer.control.casePathPrefix}${name}${step.request.path}` },
  });
  return { ...entry, steps: entry.steps.map(inCase) };
}

function freeName(wanted: string, names: Set<string>): string {
  const plain =
    wanted
      .replace(/[^A-Za-z0-9.~-]+/g, '-')
      .slice(0, 40)
      .replace(/^-+|-+$/g, '') || 'case';
  let name = plain;
  for (let number = 2; names.has(name); number += 1) name = `${plain}-${number}`;
  names.add(name);
  return name;
}
