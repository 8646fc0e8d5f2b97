import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPieceWriter, type PieceWriter } from './write-result.ts';

/** A file that takes cucumber's messages as they come: of a long run they are more than memory should hold. */
export interface MessageFile {
  take(envelope: unknown): void;
  /** The run is over; the file is there, also where there were no messages. */
  end(): void;
  /** Whatever came of the run; a file that nothing was written to is left as it was. */
  close(): void;
}

/** Begins the file, and its folder, with the first message. `print`: how a message stands there; null: not at all. */
export function createMessageFile(
  path: string,
  print: (envelope: unknown) => string | null = JSON.stringify,
): MessageFile {
  let writer: PieceWriter | null = null;
  const opened = (): PieceWriter => {
    if (writer !== null) return writer;
    mkdirSync(dirname(path), { recursive: true });
    writer = createPieceWriter(path);
    return writer;
  };
  return {
    take(envelope) {
      const line = print(envelope);
      if (line !== null) opened().write(`${line}\n`);
    },
    end: () => opened().close(),
    close: () => writer?.close(),
  };
}
