/** Line and column, counted from 1, of an offset in a text. */
export type Lines = (offset: number) => { readonly line: number; readonly column: number };

/** Nothing is counted before the first question. */
export function createLines(text: string): Lines {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= startsOf(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
