/** An expression with its parameters filled in: optional text is kept, of alternatives the last is taken. */
export function exampleOf(expression: string, fill: (parameter: string) => string): string {
  return expression
    .split(/((?<!\\)\{[^{}]*\})/)
    .map((part) => (part.startsWith('{') ? fill(part.slice(1, -1)) : plainText(part)))
    .join('');
}

function plainText(part: string): string {
  return part
    .replace(/(?<!\\)\(([^)]*)\)/g, '$1')
    .replace(/(?:[^\s/\\]+(?<!\\)\/)+([^\s/]+)/g, '$1')
    .replaceAll(/\\([(){}/\\])/g, '$1');
}

/** Names of the parameters in an expression, in order; cucumber's nameless one is the empty text. */
export function parametersIn(expression: string): readonly string[] {
  return [...expression.matchAll(/(?<!\\)\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
}
