import type { FaultOption } from './fault.ts';

type OptionWith<Value> = FaultOption & { readonly default: Value };

/** The value that was given, or the option's default. Types are checked when a fault is parsed. */
export function read<Value>(options: Readonly<Record<string, unknown>>, option: OptionWith<Value>): Value {
  const given = options[option.name];
  return (given === undefined ? option.default : given) as Value;
}

/** Where in the body a fault acts. A shorter body is cut before its last byte. */
export const afterBytes: OptionWith<number> = {
  name: 'afterBytes',
  summary: 'bytes of the body that still get through',
  schema: { type: 'integer', minimum: 0 },
  default: 16,
};

/** How long a fault holds; null has no end. */
export const forMs: OptionWith<number | null> = {
  name: 'forMs',
  summary: 'milliseconds until the answer goes on; null: never',
  schema: { type: ['integer', 'null'], minimum: 0 },
  default: null,
};
