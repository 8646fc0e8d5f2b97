import type { CheckSettings } from '../checks/check.ts';
import type { DriverKind } from '../checks/observation.ts';
import { type Clock, isoTime } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import type { JudgementIdentity } from '../judgement.ts';
import { packageVersion } from '../package.ts';
import type { ChosenCheck } from './judge-checks.ts';
import type { KnownFailures } from './known.ts';
import type { CallPlan } from './plan-calls.ts';
import type { OperationChoice, PlannedRequest } from './requests.ts';
import type { Authority } from './tls.ts';

/** What every way of judging goes by: against which API, by which checks. */
export interface JudgeOptions extends OperationChoice {
  readonly contract: Contract;
  readonly clock: Clock;
  readonly checks: readonly ChosenCheck[];
  readonly settings: CheckSettings;
  readonly known: KnownFailures;
  /** Default: what the driver says. */
  readonly client?: string | undefined;
  /** Serves https with it; null: http. */
  readonly authority: Authority | null;
  /** The command that judges only this check; null: there is none. */
  rerun(id: string): string | null;
}

/** What was judged, with what and when. */
export function identityOf(
  { contract, settings, authority, clock }: JudgeOptions,
  plan: CallPlan,
  by: { readonly driver: DriverKind; readonly command: readonly string[] | null; readonly startedAt: number },
): JudgementIdentity {
  const { title, version, path, sha256 } = contract;
  const named = (planned: PlannedRequest | null) => planned && `${planned.operation.method} ${planned.operation.path}`;
  return {
    document: { title, version, path, sha256 },
    driver: by.driver,
    command: by.command,
    declared: settings.declared,
    thorough: settings.thorough,
    tls: authority !== null,
    clock: clock.kind,
    calls: { get: named(plan.get), post: named(plan.post) },
    tools: { faultline: packageVersion, node: process.versions.node },
    startedAt: isoTime(by.startedAt),
    finishedAt: isoTime(clock.now()),
  };
}

/** Every credential that the failure layer knows: what no judgement may show. */
export function secretsOf({ layer }: Contract): readonly string[] {
  return [...layer.credentials.values()].flatMap(({ known }) => [...known.values()].map(({ value }) => value));
}
