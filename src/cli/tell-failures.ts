import { createRealClock } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import type { Failure } from '../mock/index.ts';
import type { Environment } from './command.ts';
import { createPainter } from './paint.ts';

/**
 * Whoever watches the terminal of `serve` reads why each call failed. The diagnosis is loaded with the first failure:
 * at the start, the first answer would wait for it.
 */
export function tellFailures(contract: Contract, { stderr, colour }: Environment): (failure: Failure) => void {
  const waiting: Failure[] = [];
  let tell: ((failure: Failure) => void) | undefined;
  const load = async () => {
    const { createFailureLines } = await import('./failure-lines.ts');
    const write = (text: string) => void stderr.write(text);
    tell = createFailureLines(contract, createRealClock(), { paint: createPainter(colour), write });
    for (const failure of waiting.splice(0)) tell(failure);
  };
  return (failure) => {
    if (tell !== undefined) return tell(failure);
    waiting.push(failure);
    if (waiting.length === 1) void load();
  };
}
