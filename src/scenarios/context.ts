import type { Rule } from '../contract/failure-layer.ts';
import type { MockCase, RuleInput } from '../mock/mock.ts';
import type { Policy } from '../retry/index.ts';
import type { Exchange } from '../trace/exchange.ts';
import { type Caller, createCaller } from './calls.ts';
import { createDraft, operationOf, planRequest } from './draft.ts';
import { injectRule } from './injection.ts';
import { type QuotaInput, quotaOf } from './quota.ts';
import { callRaw } from './raw-call.ts';
import type { Session } from './session.ts';
import { TimedRecord } from './timed-record.ts';
import { createWorkload } from './workload.ts';

/** How often and in which way a call is made. */
export interface CallOptions {
  /** Default 1. */
  readonly times?: number;
  /** All at once instead of one after the other. */
  readonly concurrently?: boolean;
  /** Who calls; another name is another client, with connections of its own. */
  readonly by?: string;
}

/** A rule that a scenario added, with the words the report uses for it. */
export interface Injected {
  readonly rule: Rule;
  readonly phrase: string;
  readonly operation: string;
}

/**
 * What one scenario knows and may do: the request being prepared, the client, the mock's case, and the record of what happened.
 *
 * Steps reach it with `scenarioContext(this)`, so that a World of one's own stays free.
 */
export class ScenarioContext extends TimedRecord {
  readonly session: Session;
  /** Without a trailing slash; on the mock with the prefix of the scenario's case. */
  readonly baseUrl: string;
  /** What the next call sends. */
  readonly draft = createDraft();
  /** What the client works through, where it has more to do than single calls. */
  readonly workload = createWorkload();
  readonly client: Caller;
  /** The policy that classifies this scenario's failures: the run's, unless a step chose another. */
  policy: Policy;
  readonly injected: Injected[] = [];
  /** How many instructions the scenario queued, by operation id. */
  readonly instructed = new Map<string, number>();
  readonly quotas = new Map<string, QuotaInput>();

  constructor(session: Session) {
    const { contract, target, headers } = session;
    super(contract, target.kind === 'embedded' ? target.mock.openCase() : null);
    this.session = session;
    this.policy = session.policy;
    this.baseUrl = target.kind === 'live' ? target.url : (this.mock?.url ?? target.mock.url);
    this.client = createCaller({
      baseUrl: this.baseUrl,
      clock: this.clock,
      headers,
      limits: session.limits,
      onWithheld: (reason) => {
        this.untested ??= reason;
      },
    });
  }

  /** Whether a step chose another policy than the run's; the failure layer speaks only for that one. */
  get hasOwnPolicy(): boolean {
    return this.policy !== this.session.policy;
  }

  /**
   * Calls an operationId, or a method and a path, with what the Given steps prepared. What must not be sent to a live
   * target ends the scenario as untested.
   */
  async call(
    target: string,
    { times = 1, concurrently = false, by = 'client' }: CallOptions = {},
  ): Promise<'skipped' | undefined> {
    const plan = planRequest(this.contract, this.draft, target);
    const refusal = this.client.mayStill(plan.request.method, times);
    if (refusal !== null) return this.#withhold(refusal);
    const make = () => this.client.call(by, plan, this.policy);
    if (concurrently) {
      this.calls.push(...(await Promise.all(Array.from({ length: times }, make))));
      return undefined;
    }
    for (let made = 0; made < times; made += 1) this.calls.push(await make());
    return undefined;
  }

  /** Writes a request on a socket as it stands, for what no client library lets through. */
  async callRaw(text: string): Promise<'skipped' | undefined> {
    const { baseUrl, clock, contract, policy, session } = this;
    const [method = ''] = text.split(' ');
    const refusal = baseUrl.startsWith('https:')
      ? "Against a live API this can't run: raw bytes are written on plain sockets, not through TLS."
      : this.client.mayStill(method, 1);
    if (refusal !== null) return this.#withhold(refusal);
    await this.client.admit(method, 1);
    const call = await callRaw(text, { baseUrl, clock, contract, policy, id: `raw-${this.calls.length + 1}` });
    session.limits?.note(call.exchanges);
    this.calls.push(call);
    return undefined;
  }

  #withhold(reason: string): 'skipped' {
    this.untested ??= reason;
    return 'skipped';
  }

  /** Adds a rule for one operation; `phrase` is how the report names it. Ends as untested on a live target. */
  inject(operation: string, phrase: string, rule: RuleInput): 'skipped' | undefined {
    return this.withMock(`the mock has to answer with ${phrase}`, (mock) => {
      const { id } = operationOf(this.contract, operation);
      this.injected.push({ rule: injectRule(mock, id, rule), phrase, operation: id });
    });
  }

  /** Queues instructions for one operation: the first acts on its next request, and so on. */
  instruct(operation: string, instructions: readonly string[]): 'skipped' | undefined {
    return this.withMock('the mock has to answer in a sequence', (mock) => {
      const { id } = operationOf(this.contract, operation);
      mock.instruct(id, instructions);
      this.instructed.set(id, (this.instructed.get(id) ?? 0) + instructions.length);
    });
  }

  /** The requests that went to one operation. */
  requestsTo(operation: string): readonly Exchange[] {
    const { id } = operationOf(this.contract, operation);
    return this.exchanges.filter(({ operationId }) => operationId === id);
  }

  /** Changes a quota of this scenario: of one operation, or the first that the failure layer has. */
  setQuota(change: QuotaInput, operation?: string): 'skipped' | undefined {
    return this.withMock('the mock has to change a quota', (mock) => {
      const id = operation === undefined ? null : operationOf(this.contract, operation).id;
      const quota = quotaOf(this.contract.layer, id, change);
      const changed = { ...this.quotas.get(quota.id), ...quota };
      this.quotas.set(quota.id, changed);
      mock.setRateLimit(changed);
    });
  }

  /** Lets time pass on the virtual clock, which takes none. */
  wait(ms: number): Promise<'skipped' | undefined> {
    return this.awaitMock('the mock’s clock has to move', (mock) => mock.advance(ms));
  }

  /** Does what needs the mock's powers; on a live target the scenario ends here, untested, with this reason. */
  withMock(reason: string, action: (mock: MockCase) => void): 'skipped' | undefined {
    if (this.mock === null) {
      this.untested ??= `Against a live API this can't run: ${reason}.`;
      return 'skipped';
    }
    action(this.mock);
    return undefined;
  }

  /** The same, for what takes a while. */
  async awaitMock(reason: string, action: (mock: MockCase) => Promise<void>): Promise<'skipped' | undefined> {
    let done = Promise.resolve();
    const skipped = this.withMock(reason, (mock) => {
      done = action(mock);
    });
    await done;
    return skipped;
  }
}
