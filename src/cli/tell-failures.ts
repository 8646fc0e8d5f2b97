import { createRealClock } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import { type Exchange, isFailure } from '../trace/exchange.ts';
import type { Environment } from './command.ts';
import { createPainter } from './paint.ts';

/** So many calls before the first failure are kept, as part of its explanation. */
const keptBefore = 100;

/**
 * Whoever watches the terminal of `serve` reads why each call failed. The diagnosis is loaded with the first failure:
 * at the start, the first answer would wait for it.
 */
export function tellFailures(contract: Contract, { stderr, colour }: Environment): (exchange: Exchange) => void {
  const waiting: Exchange[] = [];
  let tell: ((exchange: Exchange) => void) | undefined;
  let loading = false;
  const load = async () => {
    loading = true;
    const { createFailureLines } = await import('./failure-lines.ts');
    const write = (text: string) => void stderr.write(text);
    tell = createFailureLines(contract, createRealClock(), { paint: createPainter(colour), write });
    for (const exchange of waiting.splice(0)) tell(exchange);
  };
  return (exchange) => {
    if (tell !== undefined) return tell(exchange);
    waiting.push(exchange);
    if (!loading && waiting.length > keptBefore) waiting.shift();
    if (!loading && isFailure(exchange)) void load();
  };
}
