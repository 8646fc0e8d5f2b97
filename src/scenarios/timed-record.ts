import { type Clock, createRealClock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import type { MockCase } from '../mock/mock.ts';
import { statusOf } from '../trace/exchange.ts';
import { printDuration } from './expectations.ts';
import { fits, printRoom, type Room, roomOfTold, roomOfTook, roomOfWait } from './real-time.ts';
import { ScenarioRecord } from './record.ts';

type Received = number | null | undefined;

/** An HTTP-date, or seconds or milliseconds since 1970. */
const moment = /^(?:[A-Z][a-z]{2}, .+ GMT|\d{10}|\d{13})$/;

/**
 * The record with its clock, and the comparisons that time has a part in: to the millisecond on a virtual clock; on a
 * real one, as a live API has it, with room for the time that passes meanwhile.
 */
export class TimedRecord extends ScenarioRecord {
  readonly clock: Clock;
  /** Clock milliseconds. */
  readonly startedAt: number;
  /** Why the scenario can't run against this target; null when it can. */
  untested: string | null = null;

  constructor(contract: Contract, mock: MockCase | null) {
    super(contract, mock);
    this.clock = mock?.clock ?? createRealClock();
    this.startedAt = this.clock.now();
  }

  /** Compares the time until something that the API announces, such as Retry-After. Ends as untested where other calls began it. */
  expectTold(what: string, ms: number, received: Received): 'skipped' | undefined {
    const room = roomOfTold(ms, this.#elapsedMs(), this.clock);
    const isShorter = typeof received === 'number' && received < room.fromMs;
    if (isShorter && this.mock === null && statusOf(this.lastExchange) === 429) return this.#shared(what);
    return this.#expectWithin(what, ms, room, received);
  }

  /** Compares a time that an answer, or its absence, took. */
  expectTook(what: string, ms: number, received: Received): void {
    this.#expectWithin(what, ms, roomOfTook(ms, this.clock), received);
  }

  /** Compares a time that the client waited. */
  expectWait(what: string, ms: number, received: Received): void {
    this.#expectWithin(what, ms, roomOfWait(ms, this.clock), received);
  }

  /** Compares what a quota has left, or how long it lasts. Of a live API's nobody knows who else uses it: ends as untested. */
  expectOfQuota(what: string, compare: () => void): 'skipped' | undefined {
    if (this.mock === null) return this.#shared(what);
    compare();
    return undefined;
  }

  /** Compares a header. A date or a time since 1970 in it is known on the mock's clock only: elsewhere another ends as untested. */
  expectHeader(name: string, value: string): 'skipped' | undefined {
    const received = this.header(name);
    const isMoment = (text: string) => moment.test(text);
    if (this.clock.kind === 'virtual' || received === value || !isMoment(value) || !isMoment(received ?? '')) {
      this.expectEqual(`the ${name} header`, value, received);
      return undefined;
    }
    this.untested ??= `Against a live API this can't be judged: the ${name} header names a moment of the mock's clock.`;
    return 'skipped';
  }

  #shared(what: string): 'skipped' {
    this.untested ??= `Against a live API this can't be judged: ${what} depends on other calls, which share its quota.`;
    return 'skipped';
  }

  #expectWithin(what: string, ms: number, room: Room, received: Received): undefined {
    this.expectThat(fits(room, received), what, printRoom(ms, room), printDuration(received ?? null));
  }

  /** From the scenario's first request to the end of its last. */
  #elapsedMs(): number {
    const [first] = this.exchanges;
    return (this.lastExchange.endedAt ?? this.clock.now()) - (first?.startedAt ?? this.startedAt);
  }
}
