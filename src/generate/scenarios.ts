import { type Contract, declaredResponse, type Operation } from '../contract/contract.ts';
import { sampleContent } from '../contract/index.ts';
import type { Policy } from '../retry/index.ts';
import { uncoverable } from '../scenarios/declared-statuses.ts';
import { answerPhrases } from './answer-phrases.ts';
import { operationPhrase } from './names.ts';
import { type Phrase, phrase, timesText } from './phrase.ts';
import type { Proposal, Source, Subject } from './proposal.ts';
import type { Rehearse, Rehearsed } from './rehearsal.ts';
import type { Deviation, Scenario, Unprovoked } from './scenario.ts';
import { fromBodies } from './sources/bodies.ts';
import { fromCredentials } from './sources/credentials.ts';
import { fromDeclared } from './sources/declared.ts';
import { fromParameters } from './sources/parameters.ts';
import { fromQuotas } from './sources/quotas.ts';
import { fromSuccesses } from './sources/successes.ts';
import { fromTransport } from './sources/transport.ts';
import { fromUnknownIds } from './sources/unknown-ids.ts';
import { fromUnreadable } from './sources/unreadable.ts';
import { fromWrongMethods } from './sources/wrong-methods.ts';

/** Everything that a contract's operation can be made to answer, in the order in which a request meets it. */
const sources: readonly Source[] = [
  fromSuccesses,
  fromCredentials,
  fromQuotas,
  fromParameters,
  fromUnreadable,
  fromBodies,
  fromUnknownIds,
  fromWrongMethods,
];

/** What is written about one operation. */
export interface OperationScenarios {
  readonly operation: Operation;
  readonly scenarios: readonly Scenario[];
  readonly unprovoked: readonly Unprovoked[];
  readonly deviations: readonly Deviation[];
}

/** Where scenarios are tried, and by which table their failures are classified. */
export interface Stage {
  readonly contract: Contract;
  readonly policy: Policy;
  readonly rehearse: Rehearse;
}

/** The scenarios of an operation, each of them rehearsed, so that none is written that doesn't hold. */
export async function operationScenarios(stage: Stage, operation: Operation): Promise<OperationScenarios> {
  const good = await stage.rehearse(operation, { preparations: [] });
  const subject: Subject = { contract: stage.contract, operation, good };
  const natural = await rehearsed(
    stage,
    subject,
    sources.flatMap((source) => source(subject)),
  );
  const statuses = statusesOf(natural.tried, operation);
  const told = await rehearsed(stage, subject, fromDeclared(subject, statuses));
  const all = new Set([...statuses, ...statusesOf(told.tried, operation)]);
  return {
    operation,
    scenarios: [...natural.scenarios, ...told.scenarios, ...(await transportOf(stage, subject))],
    unprovoked: unprovokedOf(subject, all),
    deviations: [...natural.deviations, ...told.deviations],
  };
}

/** What isn't let in for reasons of its own never gets as far as an answer that the network could spoil. */
async function transportOf(stage: Stage, subject: Subject): Promise<readonly Scenario[]> {
  if (!isGood(subject.good)) return [];
  const scenarios: Scenario[] = [];
  for (const { scenario, effect, preparation } of fromTransport(subject, stage.policy)) {
    const preparations = preparation === null ? [] : [preparation];
    const met = await stage.rehearse(subject.operation, { preparations });
    if (preparation === null || met.effect?.kind === effect) scenarios.push(scenario);
  }
  return scenarios;
}

function isGood({ cause, reached, operation }: Rehearsed): boolean {
  return reached === operation?.id && (cause.kind === 'mock' || cause.kind === 'rule');
}

interface Tried {
  readonly tried: readonly Rehearsed[];
  readonly scenarios: readonly Scenario[];
  readonly deviations: readonly Deviation[];
}

async function rehearsed(stage: Stage, { operation }: Subject, proposals: readonly Proposal[]): Promise<Tried> {
  const tried: Rehearsed[] = [];
  const scenarios: Scenario[] = [];
  const deviations = new Map<string, Deviation>();
  for (const proposal of proposals) {
    const result = await stage.rehearse(operation, proposal);
    if (!isAsProposed(result, proposal)) continue;
    const { phrases, deviation } = answerPhrases(stage.contract, stage.policy, result);
    const { status } = result.answer;
    tried.push(result);
    scenarios.push(scenarioOf(operation, proposal, status, phrases));
    if (deviation !== null)
      deviations.set(`${status} ${deviation}`, { operation: operation.id, status, what: deviation });
  }
  return { tried, scenarios, deviations: [...deviations.values()] };
}

function isAsProposed({ cause, answer, reached, operation }: Rehearsed, { causes, status, kind }: Proposal): boolean {
  const isMeant = reached === (operation?.id ?? null) && (causes === null || causes.includes(cause.kind));
  const isFailure = answer.status >= 400 || kind === 'good-request' || kind === 'told-to';
  return isMeant && isFailure && (status === null || answer.status === status);
}

function scenarioOf(operation: Operation, proposal: Proposal, status: number, behind: readonly Phrase[]): Scenario {
  const { kind, title, preparations, target = operationPhrase(operation), times = 1 } = proposal;
  const often = times === 1 ? '' : ` ${timesText(times)}`;
  return {
    kind: `${kind}-${status}`,
    title,
    tags: [`@status:${status}`],
    phrases: [
      ...preparations.map((preparation) => preparation.phrase),
      phrase('When', `the client calls operation ${target}${often}`),
      ...behind,
    ],
  };
}

/** Statuses that came from the operation itself. */
function statusesOf(tried: readonly Rehearsed[], operation: Operation): ReadonlySet<number> {
  return new Set(tried.filter((one) => one.operation === operation).map(({ answer }) => answer.status));
}

function unprovokedOf(subject: Subject, provoked: ReadonlySet<number>): readonly Unprovoked[] {
  const { operation } = subject;
  return operation.responses.flatMap(({ status: key }) => {
    const covers = (status: number) => declaredResponse(operation, status)?.status === key;
    const isFailure = !/^[123]/.test(key);
    if ([...provoked].some((status) => covers(status) && (!isFailure || status >= 400))) return [];
    return [{ operation: operation.id, failure: key, reason: reasonFor(subject, key) }];
  });
}

function reasonFor({ good, operation, contract }: Subject, key: string): string {
  const never = uncoverable(key);
  if (never !== null) return never;
  if (good.reached !== null && good.reached !== operation.id) return `requests for it lead to ${good.reached}`;
  if (!isGood(good)) {
    const isBodiless = operation.requestBody?.required && sampleContent(operation, contract.document) === null;
    const why = isBodiless ? 'no body was found that its own schema accepts' : good.cause.summary;
    return `no request could be made that the operation accepts: ${why}`;
  }
  if (/^[45]XX$/i.test(key)) return `every status of ${key} that could be asked for is declared by itself`;
  const body = good.answer.status === 500 ? good.answer.body : null;
  return body === null ? `the document's own response can't be made for ${operation.id}` : body.slice(0, 200);
}
