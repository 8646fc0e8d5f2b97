/** What a step definition says about itself, in the place where cucumber takes options. */
export interface StepMeaning {
  /** One sentence. */
  readonly meaning: string;
  /** The step as a feature would have it, without its keyword; null: made from the examples of its parameters. */
  readonly example: string | null;
  /** Cucumber's own option, for steps that take long. */
  readonly timeout?: number;
}

/**
 * Gives a step its meaning and an example: `Given('a pattern', means('What it does.'), function () { … })`.
 *
 * Both stand in `faultline steps`. Without an example the catalogue fills the expression in by itself; give one wherever
 * that would read oddly, and where the step takes a table or a text, which follow on lines of their own.
 */
export function means(meaning: string, example: string | null = null): StepMeaning {
  return { meaning, example };
}

/** What a definition's options say, as far as they were made by `means`. */
export function meaningOf(options: object): StepMeaning | null {
  const { meaning, example } = options as Partial<Record<keyof StepMeaning, unknown>>;
  if (typeof meaning !== 'string') return null;
  return { meaning, example: typeof example === 'string' ? example : null };
}
