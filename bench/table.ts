/** A figure of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What it has to be; empty: it is only told. */
  readonly bound: string;
  readonly within: boolean;
}

/** A figure that is bound to nothing. */
export function told(what: string, measured: string): Row {
  return { what, measured, bound: '', within: true };
}

export function atMost(what: string, value: number, bound: number, print: (value: number) => string): Row {
  return { what, measured: print(value), bound: `at most ${print(bound)}`, within: value <= bound };
}

export function atLeast(what: string, value: number, bound: number, print: (value: number) => string): Row {
  return { what, measured: print(value), bound: `at least ${print(bound)}`, within: value >= bound };
}

export const inMs = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const inTimes = (value: number) => `${value.toFixed(2)} ×`;
export const inKilobytes = (value: number) => `${(value / 1024).toFixed(0)} KB`;
export const inMegabytes = (value: number) => `${(value / 1024 / 1024).toFixed(0)} MB`;
export const inUs = (value: number) => `${value.toFixed(0)} µs`;
export const perSecond = (value: number) => `${value.toFixed(0)} /s`;

/** `900–1,300 ms`, for a figure whose median stands elsewhere. */
export function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)} ms`;
}

export function printRows(rows: readonly Row[]): void {
  const lines = [
    ['', 'measured', 'bound', ''],
    ...rows.map(({ what, measured, bound, within }) => [what, measured, bound, verdict(bound, within)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  for (const cells of lines)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function verdict(bound: string, within: boolean): string {
  if (bound === '') return '';
  return within ? 'ok' : 'MISSED';
}
