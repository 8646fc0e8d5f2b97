import { conformanceDefects } from '../contract/conformance.ts';
import type { Contract } from '../contract/contract.ts';
import type { MockCase } from '../mock/mock.ts';
import { Problem } from '../problem.ts';
import { type Exchange, headerOf, type RecordedResponse, statusOf } from '../trace/exchange.ts';
import type { Call } from './calls.ts';
import type { Cell } from './cell.ts';
import { jsonOf } from './error-message.ts';
import { Mismatch, printValue, sameValue } from './expectations.ts';
import { paired } from './paired.ts';

/** What has happened in a scenario so far, and the comparisons that its Then steps make. */
export class ScenarioRecord {
  readonly contract: Contract;
  /** Null on a live target. */
  readonly mock: MockCase | null;
  /** In the order in which they were made. */
  readonly calls: Call[] = [];
  /** What the scenario says about failures: the cells of the matrix that it covers. */
  readonly asserted: Cell[] = [];
  /** The first pair that disagreed. */
  mismatch: Mismatch | null = null;

  constructor(contract: Contract, mock: MockCase | null) {
    this.contract = contract;
    this.mock = mock;
  }

  /** The last call. */
  get lastCall(): Call {
    return this.calls.at(-1) ?? refuse('it has made no call');
  }

  /** Every attempt of every call, in order. */
  get exchanges(): readonly Exchange[] {
    return this.calls.flatMap(({ exchanges }) => exchanges);
  }

  get lastExchange(): Exchange {
    return this.lastCall.exchanges.at(-1) ?? refuse('its last call made no attempt');
  }

  /** An attempt of the scenario, counted from 1; -1 is the last. */
  exchangeAt(ordinal: number): Exchange {
    const { exchanges } = this;
    const found = exchanges.at(ordinal === -1 ? -1 : ordinal - 1);
    return found ?? this.fail('the number of attempts', `at least ${ordinal}`, String(exchanges.length));
  }

  /** The last response; a mismatch when none came. */
  get response(): RecordedResponse {
    return this.responseOf(this.lastExchange);
  }

  /** The response of an attempt, whole or broken; a mismatch when none came. */
  responseOf({ outcome }: Exchange): RecordedResponse {
    if (outcome !== null && outcome.kind !== 'no-response') return outcome.response;
    return this.fail(
      'the outcome',
      'a response',
      outcome === null ? 'nothing' : `${outcome.code} (${outcome.message})`,
    );
  }

  /** A header of the last response. */
  header(name: string): string | undefined {
    return headerOf(this.response.headers, name);
  }

  /** A field of the last response's body; undefined when there is none. */
  responseField(field: string): unknown {
    return fieldOf(jsonOf(this.response), field);
  }

  /** A field of the body that went out with the last request; undefined when there is none. */
  requestField(field: string): unknown {
    return fieldOf(jsonOf(this.lastExchange.request), field);
  }

  /** A number out of the `RateLimit` field of the last response: `r` is what remains, `t` the seconds until it resets. */
  quotaField(name: 'r' | 't'): number | undefined {
    const value = this.header('RateLimit')?.match(new RegExp(`;\\s*${name}=(\\d+)`))?.[1];
    return value === undefined ? undefined : Number(value);
  }

  /** What in the last response isn't as the contract declares it; empty when it conforms. */
  conformance(): readonly string[] {
    return conformanceDefects(this.lastCall.operation, this.response);
  }

  /** What the mock recorded of an attempt; undefined on a live target and for what never reached it. */
  recorded(exchange: Exchange): Exchange | undefined {
    return paired(this.exchanges, this.mock?.trace() ?? []).get(exchange);
  }

  /** Notes that the scenario says what this failure of the attempt's operation has to look like. */
  assert({ operationId }: Pick<Exchange, 'operationId'>, failure: string): void {
    if (operationId !== null) this.asserted.push({ operationId, failure });
  }

  /** Compares the status of an attempt, and notes the cell. */
  expectStatus(exchange: Exchange, what: string, status: number): void {
    this.assert(exchange, String(status));
    this.expectEqual(what, status, statusOf(exchange) ?? this.responseOf(exchange).status);
  }

  /** Throws a mismatch when the last call succeeded: there is no failure to speak of. */
  expectFailure(): void {
    const { category, status } = this.lastCall.classification;
    this.expectThat(category !== null, 'the outcome', 'a failure', `a success (${status ?? 'no status'})`);
  }

  /** Throws a mismatch unless both values say the same. */
  expectEqual<Value>(
    what: string,
    expected: Value,
    received: unknown,
    print: (value: Value) => string = printValue,
  ): void {
    if (!sameValue(expected, received)) this.fail(what, print(expected), print(received as Value));
  }

  /** Throws a mismatch unless `holds`; for what is compared in another way than by equality. */
  expectThat(holds: boolean, what: string, expected: string, received: string): void {
    if (!holds) this.fail(what, expected, received);
  }

  /** Throws a mismatch; the first one of a scenario is what its report shows. */
  fail(what: string, expected: string, received: string): never {
    const mismatch = new Mismatch(what, expected, received);
    this.mismatch ??= mismatch;
    throw mismatch;
  }
}

function fieldOf(body: unknown, field: string): unknown {
  const isObject = typeof body === 'object' && body !== null;
  return isObject && Object.hasOwn(body, field) ? (body as Record<string, unknown>)[field] : undefined;
}

function refuse(why: string): never {
  throw new Problem(
    'no-call',
    `Failed to check what the scenario expects: ${why}.`,
    'Put a When step that calls an operation before the first Then.',
  );
}
