import { createRandom, createVirtualClock } from '../../clock.ts';
import type { Contract } from '../../contract/index.ts';
import { listenerRules } from '../cases/schedule.ts';
import { decide } from '../decide.ts';
import type { Action, ApiRequest, RequestBytes } from '../decision.ts';
import { finish, openState } from '../open-state.ts';
import { delayMs } from '../server/delay-ms.ts';
import { joinHeaders } from '../server/headers.ts';
import { parseQuery, parseTarget } from '../server/target.ts';
import type { CatalogueStep } from './entry.ts';

/** A fresh case of the decision core, without sockets, in which a way to fail is tried before it is printed. */
export interface Stage {
  /** Sends the step as often as it says; the last decision. */
  send(step: CatalogueStep): Action;
  /** Seconds that have passed. */
  readonly seconds: number;
}

/** An empty stage. */
export function createStage(contract: Contract): Stage {
  const start = createVirtualClock().now();
  const random = createRandom(contract.layer.seed ?? undefined);
  let state = { ...openState(contract, start), rules: listenerRules(contract.layer.rules).rules };
  let now = start;
  let count = 0;

  function decideOne(step: CatalogueStep): { readonly action: Action; readonly id: string } {
    count += 1;
    const id = `request-${count}`;
    const decision = decide(state, apiRequest(contract, step, id), now, random, contract);
    state = decision.state;
    return { action: decision.action, id };
  }

  function send(step: CatalogueStep): Action {
    const { times, pauseSeconds, atOnce, giveUpSeconds } = step;
    now += step.waitSeconds * 1000;
    let last = decideOne(step);
    const under = [last.id];
    for (let sent = 1; sent < times; sent += 1) {
      if (!atOnce) {
        now += lasts(last.action, giveUpSeconds) + pauseSeconds * 1000;
        state = finish(state, last.id);
      }
      last = decideOne({ ...step, ...(step.sameConnection ? { reused: true } : {}) });
      under.push(last.id);
    }
    for (const id of under) state = finish(state, id);
    now += lasts(last.action, giveUpSeconds);
    return last.action;
  }

  return {
    send,
    get seconds() {
      return (now - start) / 1000;
    },
  };
}

/** Milliseconds until the client has its answer, or has enough. */
function lasts({ delay, effect, plan }: Action, giveUpSeconds: number | null): number {
  const body = plan.kind === 'ready' ? plan.answer.body : JSON.stringify(plan.body ?? null);
  const answer = { status: 200, headers: {}, body };
  const slow = delayMs(delay, answer) + (effect?.kind === 'delay' ? delayMs(effect.delay, answer) : 0);
  const hung = effect?.kind === 'hang' ? (effect.forMs ?? Number.POSITIVE_INFINITY) : 0;
  const dripped = effect?.kind === 'drip' ? effect.totalMs : 0;
  const whole = slow + hung + dripped;
  return giveUpSeconds === null ? whole : Math.min(whole, giveUpSeconds * 1000);
}

function apiRequest(contract: Contract, step: CatalogueStep & { readonly reused?: boolean }, id: string): ApiRequest {
  const { method, path: raw, headers } = step.request;
  const { path, search } = parseTarget(raw, contract.layer.control.casePathPrefix);
  // As node:http reads them: one letter for each byte.
  const rawHeaders = headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')] as const);
  return {
    id,
    method,
    path,
    query: parseQuery(search),
    headers: joinHeaders(rawHeaders),
    rawHeaders,
    body: bytesOf(contract, step),
    address: '127.0.0.1',
    reusedConnection: step.reused === true,
  };
}

function bytesOf({ layer }: Contract, { request, filler }: CatalogueStep): RequestBytes {
  if (filler?.in === 'body' && filler.bytes > layer.size.bodyBytes) return { kind: 'too-large', part: 'body' };
  const { body } = request;
  return body === null ? { kind: 'none' } : { kind: 'text', text: body, bytes: Buffer.byteLength(body) };
}
