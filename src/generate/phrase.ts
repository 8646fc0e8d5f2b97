/** A step of Gherkin with placeholders in angle brackets, as an outline has them. */
export interface Phrase {
  readonly keyword: 'Given' | 'When' | 'Then';
  readonly text: string;
  /** What stands in the placeholders, as the step's text shows it. */
  readonly values: Readonly<Record<string, string>>;
  /** Text, or a table of one column, below the step. */
  readonly below: Below | null;
}

export interface Below {
  readonly kind: 'text' | 'table';
  readonly lines: readonly string[];
}

/** A step; values are by placeholder. */
export function phrase(
  keyword: Phrase['keyword'],
  text: string,
  values: Phrase['values'] = {},
  below: Below | null = null,
): Phrase {
  return { keyword, text, values, below };
}

/** Puts values in the place of placeholders; those without a value stay. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/<([a-z ]+)>/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** The inside of a quoted text, as a step spells it; null for what no step can spell. */
export function quotable(text: string): string | null {
  const spelt = text.replaceAll('"', '\\"');
  // In a table of examples blanks at the edges would be lost.
  const isWhole = text === text.trim() && /^(?:[^"\\\r\n]|\\[^\r\n])*$/.test(spelt);
  return isWhole && spelt.replaceAll('\\"', '"').replaceAll("\\'", "'") === text ? spelt : null;
}

/** A value as the parameter type {json} reads it; null for what it doesn't. */
export function jsonText(value: unknown): string | null {
  const text = JSON.stringify(value);
  const isReadable = text !== undefined && (typeof value !== 'number' || /^-?\d+(?:\.\d+)?$/.test(text));
  return isReadable && text.length <= longestCell ? text : null;
}

/** Wider cells make a table that nobody reads. */
const longestCell = 160;

/** A number of seconds as a step says it. */
export function secondsText(seconds: number): string {
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

/** How often, as a step says it. */
export function timesText(times: number): string {
  return ['once', 'twice'][times - 1] ?? `${times} times`;
}
