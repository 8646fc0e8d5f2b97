import { type JudgeOptions, openPassive, type PassiveCase, type PassiveRun } from '../judge/index.ts';
import type { Judgement } from '../judgement.ts';
import type { Environment } from './command.ts';
import { type IndexPage, openIndexPage } from './judge-page.ts';
import type { JudgeCall } from './judge-run.ts';
import { createPainter } from './paint.ts';

/** Serves every probe at its own address until the process is asked to stop, then judges what came. */
export async function runPassive(options: JudgeOptions, { flags, environment }: JudgeCall): Promise<Judgement> {
  const run = await openPassive({ ...options, host: flags.host, port: flags.port });
  const page = await openIndexPage(run, flags.host);
  announce(run, page, flags.json === true, environment);
  const stopTelling = tellWhatComes(run, options, environment);
  await new Promise<void>((resolve) => environment.onStop(resolve));
  stopTelling();
  await page.close();
  return run.finish();
}

function announce(run: PassiveRun, page: IndexPage, json: boolean, environment: Environment): void {
  const cases = run.cases.map(({ probe, call, key }) => ({
    probe: probe.name,
    method: call.method,
    url: call.url,
    key,
  }));
  if (json) environment.stdout.write(`${JSON.stringify({ url: run.url, pageUrl: page.url, cases })}\n`);
  const paint = createPainter(environment.colour);
  const width = Math.max(0, ...cases.map(({ probe }) => probe.length));
  const lines = run.cases.map(
    ({ probe, call }) =>
      `  ${probe.name.padEnd(width)}  ${call.method.padEnd(4)} ${call.url}  ${paint.dim(probe.summary)}`,
  );
  const [first] = run.cases;
  const credential = first?.call.credential;
  environment.stderr.write(
    [
      `${paint.bold('Call each of these once')}, with the client that is to be judged; its base URL is the part up to the path of the API.`,
      ...(credential == null ? [] : [`The credential is ${credential}.`]),
      '',
      ...lines,
      '',
      `The same as a page: ${page.url}`,
      'Ctrl+C stops it and shows the verdicts.',
      '',
    ].join('\n'),
  );
}

const everyMs = 500;

/** A line for each attempt as it comes. */
function tellWhatComes(run: PassiveRun, { clock }: JudgeOptions, { stderr }: Environment): () => void {
  const told = new Map<string, number>();
  let cancel = () => {};
  const look = () => {
    for (const one of run.cases) {
      const lines = linesOf(one);
      for (const line of lines.slice(told.get(one.call.id) ?? 0)) stderr.write(line);
      told.set(one.call.id, lines.length);
    }
    cancel = clock.timer(everyMs, look);
  };
  look();
  return () => cancel();
}

/** What has ended so far of a case, attempt by attempt. */
function linesOf({ probe, attempts }: PassiveCase): readonly string[] {
  const ended = attempts().filter(({ endedAt }) => endedAt !== null);
  const first = ended[0]?.startedAt ?? 0;
  return ended.map(({ startedAt, outcome }, index) => {
    const answer = outcome?.kind === 'response' ? outcome.response.status : (outcome?.code ?? 'nothing');
    const at = ((startedAt - first) / 1000).toFixed(1);
    return `${probe.name}: attempt ${index + 1} at ${at} s was met with ${answer}\n`;
  });
}
