const marked = new WeakMap<RegExp, RegExp>();

/**
 * Matches and says where each group begins and ends, by the flag `d` that Node has had since version 16.
 * Stands in for `regexp-match-indices`, a polyfill in which cucumber spends more time than in running steps.
 */
export default function execWithIndices(expression: RegExp, text: string): RegExpExecArray | null {
  const known = marked.get(expression);
  const own = known ?? new RegExp(expression.source, `${expression.flags.replace('d', '')}d`);
  if (known === undefined) marked.set(expression, own);
  own.lastIndex = expression.lastIndex;
  return own.exec(text);
}
