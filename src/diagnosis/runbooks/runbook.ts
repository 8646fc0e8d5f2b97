/** What a person does about one failure. One file each; report, `explain` and docs derive from it. */
export interface Runbook<Name extends string = string> {
  /** `rate-limiting`, `missing-authentication` …: the file's name. */
  readonly name: Name;
  readonly title: string;
  /** Failures it is about: statuses, or names of transport faults. */
  readonly failures: readonly string[];
  readonly summary: string;
  readonly reference: string;
  readonly symptom: readonly string[];
  readonly meaning: readonly string[];
  /** In order: what to check first. */
  readonly steps: readonly RunbookItem[];
  readonly causes: readonly RunbookCause[];
  readonly resolution: readonly RunbookItem[];
  /** How it differs from what looks like it. */
  readonly neighbours: readonly string[];
  /** Calls that show it outside of the platform, against `faultline serve`: failing and succeeding. */
  readonly outside: readonly { readonly says: string; readonly command: string }[];
  /** Resolutions as code. */
  readonly code: readonly { readonly title: string; readonly language: string; readonly text: string }[];
  /** Features below `features/remedies/` that show a resolution working, by their file's name. */
  readonly remedies: readonly string[];
  /** Where the reference departs from the standards, and what each says. */
  readonly standards: readonly string[];
  /** What to tell the client, ready to be sent. */
  readonly explanation: string;
  readonly escalate: readonly RunbookItem[];
}

/**
 * One step, cause, remedy or reason to escalate. `id` is stable: `S3.cause.enum` for what the reference names, with its
 * row in docs/reference.md; `<runbook>.cause.<word>` beyond it.
 */
export interface RunbookItem {
  readonly id: string;
  readonly text: string;
}

export type RunbookCause = RunbookItem;

/** Shapes a runbook so that its name stays a literal. */
export function defineRunbook<const Name extends string>(runbook: Runbook<Name>): Runbook<Name> {
  return runbook;
}
