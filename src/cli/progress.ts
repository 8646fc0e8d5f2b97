import type { ScenarioResult, Verdict } from '../result.ts';
import type { Environment } from './command.ts';
import type { Painter } from './paint.ts';

export interface Progress {
  add(scenario: ScenarioResult): void;
  end(): void;
}

interface Tally {
  readonly feature: string;
  readonly counts: Record<Verdict, number>;
}

const isTerminal = (stream: NodeJS.WritableStream) => (stream as { isTTY?: boolean }).isTTY === true;

/** One line a feature: on a terminal it counts while it runs, elsewhere it is written when the feature is over. */
export function createProgress(environment: Environment, paint: Painter): Progress {
  const live = isTerminal(environment.stderr);
  let current: Tally | null = null;

  function flush(): void {
    if (current === null) return;
    environment.stderr.write(`${live ? '\r\u001b[2K' : ''}${lineOf(current, paint)}\n`);
    current = null;
  }

  return {
    add(scenario) {
      if (current?.feature !== scenario.feature) flush();
      current ??= { feature: scenario.feature, counts: { kept: 0, broken: 0, known: 0, untested: 0 } };
      current.counts[scenario.verdict] += 1;
      if (live) environment.stderr.write(`\r\u001b[2K${lineOf(current, paint)}`);
    },
    end: flush,
  };
}

function lineOf({ feature, counts }: Tally, paint: Painter): string {
  const sign = counts.broken > 0 ? paint.red('✗') : counts.kept > 0 ? paint.green('✓') : paint.yellow('–');
  const parts = [
    counts.kept > 0 ? `${counts.kept} kept` : '',
    counts.broken > 0 ? paint.red(`${counts.broken} broken`) : '',
    counts.known > 0 ? paint.yellow(`${counts.known} known`) : '',
    counts.untested > 0 ? paint.yellow(`${counts.untested} untested`) : '',
  ];
  return `${sign} ${feature}  ${paint.dim(parts.filter((part) => part !== '').join(', '))}`;
}
