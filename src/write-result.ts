import { closeSync, openSync, writeSync } from 'node:fs';
import type { Result } from './result.ts';

/** A file that is written piece by piece: what a long run leaves behind is larger than the longest text. */
export interface PieceWriter {
  write(piece: string): void;
  /** The second time nothing happens. */
  close(): void;
}

/** Characters that are gathered before they are written. */
const mostGathered = 1 << 20;

/** Begins a file anew; its folder has to be there. */
export function createPieceWriter(path: string): PieceWriter {
  const file = openSync(path, 'w');
  let pieces: string[] = [];
  let gathered = 0;
  let isClosed = false;

  function flush(): void {
    if (gathered > 0) writeSync(file, pieces.join(''));
    pieces = [];
    gathered = 0;
  }

  return {
    write(piece) {
      pieces.push(piece);
      gathered += piece.length;
      if (gathered >= mostGathered) flush();
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      flush();
      closeSync(file);
    },
  };
}

/** Writes a result as `JSON.stringify(result, null, 1)` has it, a scenario at a time. */
export function writeResult(result: Result, path: string): void {
  const writer = createPieceWriter(path);
  const [head = '', tail = ''] = JSON.stringify({ ...result, scenarios: [] }, null, 1).split(emptyScenarios);
  writer.write(head);
  writer.write(result.scenarios.length === 0 ? emptyScenarios : `\n "scenarios": [\n`);
  for (const [index, scenario] of result.scenarios.entries()) {
    const isLast = index === result.scenarios.length - 1;
    // A line break in JSON always stands between two of its parts.
    const text = JSON.stringify(scenario, null, 1).replaceAll('\n', '\n  ');
    writer.write(`  ${text}${isLast ? '\n ]' : ',\n'}`);
  }
  writer.write(`${tail}\n`);
  writer.close();
}

/** Only at the top do names stand behind a single blank. */
const emptyScenarios = '\n "scenarios": []';
