import { randomUUID } from 'node:crypto';
import type { Contract, SecurityNeed } from '../../contract/contract.ts';
import { Problem } from '../../problem.ts';
import { controlNames } from '../control-names.ts';
import { readCredential } from '../credentials/present.ts';
import type { ApiRequest } from '../decision.ts';
import type { CaseOptions, RequestBound } from '../mock.ts';
import { caseIdPattern } from '../server/target.ts';
import type { RunningCase } from './running-case.ts';

/** The case of requests that name none. */
export const defaultCaseId = 'default';

const maxCases = 1000;

export interface CaseRegistry {
  open(options?: CaseOptions): RunningCase;
  /** Which case a request belongs to: by its path, by the header, by its credential, else the default one. */
  resolve(request: ApiRequest, fromPath: string | null): RunningCase;
  readonly all: readonly RunningCase[];
}

/** What the registry knows of a case that it makes. */
export interface CaseBeginning {
  readonly id: string;
  readonly key: string | null;
  readonly bound: RequestBound | null;
  onClose(): void;
}

export interface RegistryOptions {
  readonly contract: Contract;
  createCase(made: CaseBeginning): RunningCase;
  onWarning(message: string): void;
}

/** The cases of a mock. A case that a request names comes into being by that; past a thousand the least used one goes. */
export function createCaseRegistry({ contract, createCase, onWarning }: RegistryOptions): CaseRegistry {
  const cases = new Map<string, RunningCase>();
  const owners = new Map(knownOwners(contract));
  const needs = everyNeed(contract);
  let warned = false;

  function create({ id, key, bound }: Omit<CaseBeginning, 'onClose'>): RunningCase {
    const onClose = () => {
      cases.delete(id);
      if (key !== null && owners.get(key) === id) owners.delete(key);
    };
    const made = createCase({ id, key, bound, onClose });
    cases.set(id, made);
    if (key !== null) owners.set(key, id);
    evict();
    return made;
  }

  function evict(): void {
    if (cases.size <= maxCases) return;
    const oldest = [...cases.values()].find(({ id }) => id !== defaultCaseId);
    if (!warned) onWarning(`More than ${maxCases} cases are open: "${oldest?.id}", used longest ago, was closed.`);
    warned = true;
    oldest?.close();
  }

  /** Used last stands last. */
  function touch(id: string): RunningCase {
    const known = cases.get(id);
    if (known === undefined) return create({ id, key: null, bound: null });
    if (cases.size > 1) {
      cases.delete(id);
      cases.set(id, known);
    }
    return known;
  }

  function ownerOf(request: ApiRequest): string | undefined {
    if (owners.size === 0) return undefined;
    const forms = needs.flatMap((need) => readCredential(need, request) ?? []);
    return forms.map((form) => owners.get(form)).find((id) => id !== undefined);
  }

  return {
    open({ id = randomUUID(), key, bound } = {}) {
      if (!caseIdPattern.test(id)) throw unusableId(id);
      return cases.get(id) ?? create({ id, key: key ?? null, bound: bound ?? null });
    },
    resolve: (request, fromPath) =>
      touch(fromPath ?? fromHeader(contract, request) ?? ownerOf(request) ?? defaultCaseId),
    get all() {
      return [...cases.values()];
    },
  };
}

function fromHeader({ layer }: Contract, { headers }: ApiRequest): string | undefined {
  const id = layer.control.requestHeaders ? headers[controlNames(layer).case] : undefined;
  return id !== undefined && caseIdPattern.test(id) ? id : undefined;
}

function unusableId(id: string): Problem {
  return new Problem(
    'unusable-case-id',
    `Failed to open the case "${id}": its name has to fit into a URL.`,
    'Use letters, digits, ".", "_", "~" and "-", at most 128 of them.',
  );
}

/** Credentials that belong to a case by the failure layer. */
function knownOwners({ layer }: Contract): readonly (readonly [string, string])[] {
  const known = [...layer.credentials.values()].flatMap((policy) => [...policy.known.values()]);
  return known.flatMap((credential) =>
    credential.case === null ? [] : [[credential.value, credential.case] as const],
  );
}

function everyNeed({ operations }: Contract): readonly SecurityNeed[] {
  const all = operations.flatMap(({ security }) => security.flat());
  return [...new Map(all.map((need) => [`${need.kind} ${need.in} ${need.name}`, need])).values()];
}
