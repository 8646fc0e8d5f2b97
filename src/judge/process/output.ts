import type { Readable } from 'node:stream';

/** So much of what a client prints is kept: its beginning for what it reports, its end for what went wrong. */
const keptBytes = 16 * 1024;
/** A client that prints more is stopped. */
const mostBytes = 4 * 1024 * 1024;

/** What came out of a stream, bounded. */
export interface Output {
  readonly text: string;
}

/** Reads a stream to its end and keeps its tail; beyond the bound it calls back once and reads no more. */
export function readOutput(stream: Readable, onTooMuch: () => void): Output {
  let text = '';
  let bytes = 0;
  stream.setEncoding('utf8');
  stream.on('data', (piece: string) => {
    bytes += piece.length;
    text = (text + piece).slice(-keptBytes);
    if (bytes <= mostBytes || stream.destroyed) return;
    stream.destroy();
    onTooMuch();
  });
  stream.on('error', () => {});
  return {
    get text() {
      return text;
    },
  };
}

/** Stack frames and what Node says behind them: they push what went wrong out of sight. */
const aside = /^\s*(?:at .*|Node\.js v\S+|\^+|\}?|Traceback .*)\s*$/;

/** The last lines of a text that say something, for a message. */
export function lastLines(text: string, most = 3): string {
  const lines = text.split(/\r?\n/).filter((line) => !aside.test(line));
  return lines.slice(-most).join('\n').trim().slice(-600);
}
