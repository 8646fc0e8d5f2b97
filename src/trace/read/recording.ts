import type { Exchange } from '../exchange.ts';

/** What was read out of a text. */
export interface Recording {
  /** Name of the format it was read as. */
  readonly format: string;
  /** In the order in which they stood. Secrets are as they were recorded: mask before anything is printed or kept. */
  readonly exchanges: readonly Exchange[];
  /** What a person should know about the reading: lines that were passed over, a body that was cut. */
  readonly notes: readonly string[];
  /** No status was recorded: it was read out of a body's words. */
  readonly statusGuessed?: boolean;
}

/** One form in which people have exchanges. One file each. */
export interface RecordingFormat<Name extends string = string> {
  /** The file's name. */
  readonly name: Name;
  readonly summary: string;
  /** What defines the form. */
  readonly reference: string;
  /** Null: the text is of another form. */
  read(text: string): Omit<Recording, 'format'> | null;
}

/** Shapes a format so that its name stays a literal. */
export function defineFormat<const Name extends string>(format: RecordingFormat<Name>): RecordingFormat<Name> {
  return format;
}

/** A recording without notes; null where nothing was found. */
export function recordingOf(exchanges: readonly Exchange[]): Omit<Recording, 'format'> | null {
  return exchanges.length === 0 ? null : { exchanges, notes: [] };
}
