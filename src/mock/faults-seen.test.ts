import assert from 'node:assert/strict';
import { Agent, get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { type FaultName, faultNames, faults, parseFault } from '../faults/index.ts';
import { type Mock, type MockCase, startMock } from './index.ts';

const path = '/users/1';
let mock: Mock;

before(async () => {
  const contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  mock = await startMock({ contract, createClock: () => createVirtualClock() });
});
after(() => mock.close());

/** Faults that show only when the client waits for less than they last get no end. */
const instructions: Partial<Record<FaultName, string>> = {
  status: 'return-503',
  hang: 'stall',
  'hang-mid-body': 'stall-after-16B',
};

for (const name of faultNames) {
  test(`fetch sees what the fault ${name} says it sees`, async () => {
    assert.equal(await provoke(name, seenByFetch), faults[name].seen.fetch);
  });

  test(`node:http sees what the fault ${name} says it sees`, async () => {
    assert.equal(await provoke(name, seenByNodeHttp), faults[name].seen.nodeHttp);
  });
}

interface Probing {
  readonly url: string;
  readonly running: MockCase;
  /** Uses the connection once before. */
  readonly warmUp: boolean;
  /** Gives up once the mock has put the request aside. */
  readonly impatient: boolean;
}

type Probe = (probing: Probing) => Promise<string>;

const callId = 'probe';
const headers = { 'X-API-Key': 'valid-key-123', 'X-Request-Id': callId };

async function provoke(name: FaultName, probe: Probe): Promise<string> {
  const running = mock.openCase();
  const { clock } = running;
  const refused = name === 'refused-connection';
  clock.begin(callId);
  if (refused) await running.refuseConnections(1000);
  else running.instruct('getUser', [instructions[name] ?? faults[name].instruction]);
  const warmUp = name === 'connection-reset-on-reuse';
  const impatient = name.startsWith('hang');
  const seen = await probe({ url: `${running.url}${path}`, running, warmUp, impatient });
  clock.end(callId);
  if (refused) await clock.sleep(1000);
  assert.equal(running.instructions.completed, true, 'the fault fired');
  running.close();
  return seen;
}

async function seenByFetch({ url, running, warmUp, impatient }: Probing): Promise<string> {
  if (warmUp) await (await fetch(url, { headers })).text();
  await turns();
  const giveUp = new AbortController();
  if (impatient) void whenParked(running).then(() => giveUp.abort(new DOMException('too late', 'TimeoutError')));
  const sentAt = running.clock.now();
  let response: Response;
  try {
    response = await fetch(url, { headers, signal: giveUp.signal });
  } catch (error) {
    return nameOf(error);
  }
  const late = running.clock.now() > sentAt ? ', late' : '';
  const pieces: Buffer[] = [];
  try {
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece));
  } catch (error) {
    return `${describeHead(response.status, response.headers.get('content-type'))}, then ${nameOf(error)}`;
  }
  return describeBody(response.status, response.headers.get('content-type'), pieces, {
    late,
    parsing: 'SyntaxError on .json()',
  });
}

function nameOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: Error & { code?: string } };
  if (name === 'TimeoutError') return 'TimeoutError of the caller’s signal';
  return `${message}: ${cause?.code ?? cause?.name}`;
}

async function seenByNodeHttp(probing: Probing): Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  if (probing.warmUp) await getOnce(probing, agent);
  await turns();
  const seen = await getOnce(probing, agent);
  agent.destroy();
  return seen;
}

function getOnce({ url, running, impatient }: Probing, agent: Agent): Promise<string> {
  const sentAt = running.clock.now();
  return new Promise((resolve) => {
    let head = '';
    const request = get(url, { headers, agent }, (response) => {
      head = `${describeHead(response.statusCode ?? 0, response.headers['content-type'] ?? null)}, then `;
      const late = running.clock.now() > sentAt ? ', late' : '';
      readWhole(response, late).then(resolve, (error) => resolve(`${head}${codeOf(error)}`));
    });
    request.on('error', (error) => resolve(`${head}${codeOf(error)}`));
    if (impatient) void whenParked(running).then(() => request.destroy(new Error('client timeout')));
  });
}

async function readWhole(response: IncomingMessage, late: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  const parsing = `${response.complete ? 'complete' : 'cut off'}, SyntaxError when parsed`;
  return describeBody(response.statusCode ?? 0, response.headers['content-type'] ?? null, pieces, { late, parsing });
}

function codeOf(error: Error & { code?: string }): string {
  if (error.message === 'client timeout') return 'nothing until the client’s own timeout';
  return error.code?.startsWith('HPE_') ? error.code : `${error.code}: ${error.message.replace(/ [\d.:]+$/, '')}`;
}

function describeHead(status: number, type: string | null): string {
  return type?.includes('json') ? String(status) : `${status} ${type?.split(';')[0]}`;
}

function describeBody(
  status: number,
  type: string | null,
  pieces: readonly Buffer[],
  { late, parsing }: { late: string; parsing: string },
): string {
  try {
    const body = JSON.parse(Buffer.concat(pieces).toString()) as { detail?: string };
    if (pieces.length > 1) return `${status}, the body in pieces`;
    if (body.detail !== undefined) return 'the status, with the error body';
    return `the answer${late}`;
  } catch {
    const then = parsing.startsWith('SyntaxError') ? 'then ' : '';
    return `${describeHead(status, type)}, ${then}${parsing}`;
  }
}

/** Resolves when the mock has put the request aside, and what it sent before has arrived. */
async function whenParked(running: MockCase): Promise<void> {
  while (running.trace().length === 0) await turns(1);
  await running.settled();
  await turns();
}

async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}
