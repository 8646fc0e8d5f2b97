import { freePort, inTurn, median, type Question, timeToAnswer } from './measure.ts';
import { alertsDocument, githubDocument, questions, servers } from './servers.ts';
import { atMost, inMs, inTimes, type Row, spread, told } from './table.ts';

/** How often each is started. */
export interface Starts {
  readonly alerts: number;
  readonly github: number;
}

/** `serve` and Prism's CLI on the same documents, each from the start of its process to its first answer. */
export async function readyRows({ alerts, github }: Starts): Promise<readonly Row[]> {
  return [
    ...(await rowsFor('the alert API', alertsDocument, questions.list, alerts, 0.8)),
    ...(await rowsFor("GitHub's", githubDocument, questions.repository, github, 0.25)),
  ];
}

async function rowsFor(name: string, document: string, question: Question, rounds: number, most: number) {
  const measure = (command: (port: number, document: string) => readonly string[]) => async () => {
    const port = await freePort();
    return timeToAnswer(command(port, document), port, question);
  };
  const ready = await inTurn(rounds, { ours: measure(servers.ours), prism: measure(servers.prism) });
  const [ours, prism] = [ready.ours, ready.prism].map((samples) => ({
    times: samples.map(({ ms }) => ms),
    ms: median(samples.map(({ ms }) => ms)),
    processorMs: median(samples.map(({ processorMs }) => processorMs)),
  }));
  if (ours === undefined || prism === undefined) return [];
  return [
    atMost(`serve of ${name}, from its start to an answer, to Prism's CLI`, ours.ms / prism.ms, most, inTimes),
    told(`  serve, ${rounds} times`, `${inMs(ours.ms)} (${spread(ours.times)})`),
    told("  Prism's CLI, in turn with it", `${inMs(prism.ms)} (${spread(prism.times)})`),
    told('  time of the processors', `${inMs(ours.processorMs)} to ${inMs(prism.processorMs)}`),
  ];
}
