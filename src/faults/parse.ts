import { Ajv } from 'ajv';
import type { FaultCall } from '../contract/failure-layer.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { Effect, Fault } from './fault.ts';

type Registry = Readonly<Record<string, Fault>>;

/** What an instruction string asks for. `call` is null for `pass`: this request is left alone. */
export interface Instruction {
  readonly phase: 'before' | 'after';
  readonly call: FaultCall | null;
}

export interface FaultParser {
  /**
   * Reads a fault's name, its WireMock constant, its phrase, an instruction string, or `{ name, …options }`.
   * Throws a `Problem` for what it doesn't know.
   */
  parseFault(spec: string | Readonly<Record<string, unknown>>): FaultCall;
  /** Reads one instruction: whatever names a fault, `pass`, and either behind `commit-then-` (phase "after"). */
  parseInstruction(text: string): Instruction;
  /** What happens on the wire. */
  effectOf(call: FaultCall): Effect;
}

const commitPrefix = 'commit-then-';

/** The readers over a registry of faults. */
export function createParser(faults: Registry): FaultParser {
  const all = Object.values(faults);

  function named(name: unknown): Fault | undefined {
    if (typeof name !== 'string') return undefined;
    return all.find((fault) => fault.name === name || fault.wiremock === name || fault.phrase === name);
  }

  function parseText(text: string): FaultCall | null {
    const fault = named(text);
    if (fault !== undefined) return { name: fault.name, options: {} };
    for (const { name, parseInstruction } of all) {
      const options = parseInstruction(text);
      if (options !== null) return checked(faults, { name, options });
    }
    return null;
  }

  function parseFault(spec: string | Readonly<Record<string, unknown>>): FaultCall {
    if (typeof spec === 'string') return parseText(spec) ?? refuse(spec, all);
    const { name, ...options } = spec;
    const fault = named(name);
    return fault === undefined ? refuse(name, all) : checked(faults, { name: fault.name, options });
  }

  return {
    parseFault,
    parseInstruction(text) {
      const after = text.startsWith(commitPrefix);
      const rest = after ? text.slice(commitPrefix.length) : text;
      return { phase: after ? 'after' : 'before', call: rest === 'pass' ? null : parseFault(rest) };
    },
    effectOf(call) {
      const fault = named(call.name);
      return fault === undefined ? refuse(call.name, all) : fault.effect(call.options);
    },
  };
}

function refuse(name: unknown, all: readonly Fault[]): never {
  const shown = typeof name === 'string' ? `"${name}"` : JSON.stringify(name ?? null);
  const words = all.flatMap((fault) => [
    fault.name,
    fault.instruction,
    ...(fault.wiremock === null ? [] : [fault.wiremock]),
  ]);
  const status = /\d{3}/.exec(shown)?.[0] ?? '503';
  const question = typeof name === 'string' ? suggest(name, [...words, 'pass', `return-${status}`]) : '';
  throw new Problem(
    'unknown-fault',
    `Failed to inject ${shown}: no fault or instruction has that name.${question}`,
    `Use one of: ${all.map((fault) => fault.name).join(', ')}; or an instruction such as ${all[0]?.instruction}.`,
  );
}

/** The call, once its options are known and of the right type. */
function checked(faults: Registry, call: FaultCall): FaultCall {
  const options = faults[call.name]?.options ?? [];
  for (const [name, value] of Object.entries(call.options)) {
    const option = options.find((candidate) => candidate.name === name);
    if (option === undefined)
      throw unknownOption(
        call.name,
        name,
        options.map((known) => known.name),
      );
    const error = errorOf(option.schema, value);
    if (error !== null) throw wrongOption(call.name, option.name, value, error, option.summary);
  }
  return call;
}

function unknownOption(fault: string, name: string, known: readonly string[]): Problem {
  const fix = known.length === 0 ? 'Remove it: the fault has no options.' : `Use: ${known.join(', ')}.`;
  return new Problem(
    'unknown-fault-option',
    `Failed to read the fault "${fault}": it has no option "${name}".${suggest(name, known)}`,
    fix,
  );
}

function wrongOption(fault: string, name: string, value: unknown, error: string, summary: string): Problem {
  return new Problem(
    'wrong-fault-option',
    `Failed to read the fault "${fault}": ${name} is ${JSON.stringify(value)}, but it ${error}.`,
    `Give ${name}: ${summary}.`,
  );
}

let ajv: Ajv | undefined;

function errorOf(schema: Readonly<Record<string, unknown>>, value: unknown): string | null {
  // The schemas are ours: to hold them against the schema of schemas would compile that one first, in a tenth of a second.
  ajv ??= new Ajv({ allowUnionTypes: true, meta: false, validateSchema: false });
  return ajv.validate(schema, value) ? null : (ajv.errors?.[0]?.message ?? 'is not allowed');
}
