import { freePort, inTurn, median, timeToAnswer } from './measure.ts';
import { question, servers } from './servers.ts';
import { atMost, inMs, inTimes, type Row, spread, told } from './table.ts';

const rounds = 9;

/** `serve` and Prism's CLI on the same document, each from the start of its process to its first answer. */
export async function readyRows(): Promise<readonly Row[]> {
  const measure = (command: (port: number) => readonly string[]) => async () => {
    const port = await freePort();
    return timeToAnswer(command(port), port, question);
  };
  const ready = await inTurn(rounds, { ours: measure(servers.ours), prism: measure(servers.prism) });
  const [ours, prism] = [ready.ours, ready.prism].map((samples) => ({
    times: samples.map(({ ms }) => ms),
    ms: median(samples.map(({ ms }) => ms)),
    processorMs: median(samples.map(({ processorMs }) => processorMs)),
  }));
  if (ours === undefined || prism === undefined) return [];
  return [
    atMost("serve, from its start to an answer, to Prism's CLI", ours.ms / prism.ms, 0.8, inTimes),
    told(`  serve, in ${rounds} rounds`, `${inMs(ours.ms)} (${spread(ours.times)})`),
    told("  Prism's CLI, in turn with it", `${inMs(prism.ms)} (${spread(prism.times)})`),
    told('  time of the processors', `${inMs(ours.processorMs)} to ${inMs(prism.processorMs)}`),
  ];
}
