const groups: Readonly<Record<string, string>> = {
  N: 'What must not be repeated',
  M: 'Failures that change',
  T: 'What should be tried again',
  W: 'Waiting as asked',
  B: 'Backing off',
  C: 'Knowing when to stop',
  P: 'Writing once',
  K: 'Idempotency keys',
  X: 'Broken connections',
  O: 'Circuit breaker',
  D: 'What the caller hears',
  G: 'Many at once',
};

/** The group that a check belongs to, by the letter of its id. */
export function groupOf(id: string): string {
  return groups[id.slice(0, 1)] ?? 'Others';
}
