import { isRecord } from '../document/pointer.ts';
import { sampleOf } from '../sample-schema.ts';
import { type Document, mergedSchema, propertiesOf, requiredOf, type Schema } from '../schema-parts.ts';
import { type Slot, slotsOf } from './slots.ts';
import { locationOf, textFor } from './text.ts';
import type { Speaker } from './values.ts';

/** What a shape is filled from. */
export interface Filling {
  readonly document: Document;
  readonly speaker: Speaker;
  /** Which branch of a choice at the root is taken. */
  readonly branch: number;
  /** Leaves out what needn't be there, but for the message. */
  readonly bare: boolean;
}

const maxDepth = 6;

/** A value of a schema that tells an error: its fields are found by their names and types. */
export function fillShape(schema: unknown, name: string, filling: Filling, depth = 0): unknown {
  const shape = chosen(schema, filling, depth);
  if (shape['const'] !== undefined) return shape['const'];
  switch (typeOf(shape)) {
    case 'object':
      return depth > maxDepth ? {} : fillObject(shape, filling, depth);
    case 'array':
      return fillList(shape, name, filling, depth);
    case 'integer':
    case 'number':
      return numberFor(name, shape, filling);
    case 'boolean':
      return slotsOf(name).includes('success') ? false : (sampleOf(shape, filling.document) ?? false);
    default:
      return (
        textFor(isRoot(name, depth) ? ['message'] : textSlots(name), shape, filling.speaker) ??
        sampleOf(shape, filling.document)
      );
  }
}

function isRoot(name: string, depth: number): boolean {
  return depth === 0 && name === '';
}

function chosen(schema: unknown, { document, branch }: Filling, depth: number): Schema {
  let shape = mergedSchema(schema, document);
  for (let hops = 0; hops < maxDepth; hops += 1) {
    const branches = branchesOf(shape);
    if (branches.length === 0) return shape;
    const { oneOf: _, anyOf: __, ...rest } = shape;
    const taken = branches[depth === 0 && hops === 0 ? branch % branches.length : 0];
    shape = mergedSchema({ allOf: [rest, taken] }, document);
  }
  return shape;
}

/** The branches of a choice, without that for nothing. */
export function branchesOf(schema: Schema): readonly unknown[] {
  const list = [schema['oneOf'], schema['anyOf']].find(Array.isArray) as readonly unknown[] | undefined;
  return (list ?? []).filter((branch) => !(isRecord(branch) && branch['type'] === 'null'));
}

function typeOf(schema: Schema): string {
  const types = [schema['type']].flat().filter((type) => type !== 'null');
  if (typeof types[0] === 'string') return types[0];
  if (isRecord(schema['properties']) || isRecord(schema['additionalProperties'])) return 'object';
  return schema['items'] === undefined ? 'string' : 'array';
}

/** A name such as `details` is a text here, not a list. */
function textSlots(name: string): readonly Slot[] {
  return slotsOf(name).filter((slot) => slot !== 'list');
}

function fillObject(schema: Schema, filling: Filling, depth: number): unknown {
  const { document, speaker } = filling;
  const properties = propertiesOf(schema, document);
  const required = requiredOf(schema, document);
  if (properties.size === 0) return fillMap(schema, filling, depth);
  const speaks = [...properties].some(([name, one]) => tells(name, one, document));
  const entries = [...properties].filter(
    ([name, one]) => required.includes(name) || isWanted(name, one, filling, speaks),
  );
  const filled = entries.map(([name, one]) => {
    const shown = titled(name, one, [...properties.keys()], document);
    return [name, fillShape(one, shown, filling, depth + 1)] as const;
  });
  const missing = required.filter((name) => !properties.has(name)).map((name) => [name, speaker.message] as const);
  return Object.fromEntries([...filled, ...missing]);
}

/** `error` is the message where no other field holds one. */
function titled(name: string, schema: unknown, names: readonly string[], document: Document): string {
  const isText = typeOf(mergedSchema(schema, document)) === 'string';
  const [slot] = textSlots(name);
  const alone = !names.some((other) => other !== name && textSlots(other)[0] === 'message');
  return isText && slot === 'title' && alone && name !== 'type' ? 'message' : name;
}

/** Whether an optional field is filled: only where something is known of it. */
function isWanted(name: string, schema: unknown, filling: Filling, speaks: boolean): boolean {
  const { document, speaker } = filling;
  const shape = mergedSchema(schema, document);
  const slots = slotsOf(name);
  const lists = speaker.violation === null && slots.includes('list');
  switch (typeOf(shape)) {
    case 'array':
      return lists && (speaker.violations.length > 0 || !speaks);
    case 'object':
      if (lists && propertiesOf(shape, document).size === 0) return speaker.violations.length > 0;
      return tells(name, shape, document) || slots.includes('field');
    default:
      return slots[0] !== undefined && isWantedSlot(slots[0], filling, speaks);
  }
}

const slotsOfViolations: ReadonlySet<Slot> = new Set(['field', 'place', 'pointer', 'value']);

function isWantedSlot(slot: Slot, { bare, speaker }: Filling, speaks: boolean): boolean {
  if (bare) return slot === 'message' || (slot === 'title' && !speaks);
  return speaker.violation === null ? !slotsOfViolations.has(slot) : slot !== 'time' && slot !== 'title';
}

/** Whether a message has its place in this field. */
function tells(name: string, schema: unknown, document: Document, depth = 0): boolean {
  const shape = mergedSchema(schema, document);
  const type = typeOf(shape);
  const [slot] = textSlots(name);
  if (type === 'string') return slot === 'message' || slot === 'title';
  if (type !== 'object' || depth > 2 || !/^(error|fault|problem|status|meta|data|err|detail|response)s?$/i.test(name))
    return false;
  return [...propertiesOf(shape, document)].some(([inner, one]) => tells(inner, one, document, depth + 1));
}

/** `errors: { email: ["is taken"] }`, or whatever an object without properties may hold. */
function fillMap(schema: Schema, filling: Filling, depth: number): unknown {
  const { violations, message } = filling.speaker;
  const inner = schema['additionalProperties'];
  if (!isRecord(inner) || violations.length === 0) return depth === 0 && inner !== false ? { message } : {};
  return Object.fromEntries(
    violations.map((violation) => {
      // A map may hold maps of its own kind: each of them telling all violations would have no end.
      const speaker = { ...filling.speaker, violation, violations: [] };
      return [violation.field, fillShape(inner, 'message', { ...filling, speaker }, depth + 1)];
    }),
  );
}

function fillList(schema: Schema, name: string, filling: Filling, depth: number): unknown {
  const { document, speaker } = filling;
  const slots = slotsOf(name);
  if (speaker.violation !== null && slots.some((slot) => ['place', 'path', 'field'].includes(slot))) {
    return slots[0] === 'place' ? locationOf(speaker) : locationOf(speaker).slice(1);
  }
  const tellsErrors = depth === 0 || slots.some((slot) => ['list', 'message', 'title'].includes(slot));
  if (!tellsErrors) return sampleOf(schema, document);
  const items = mergedSchema(schema['items'], document);
  const itemName = typeOf(items) === 'string' ? 'message' : '';
  return speakersOf(schema, speaker).map((one) => fillShape(items, itemName, { ...filling, speaker: one }, depth + 1));
}

/** One for each violation, or one for the error as a whole. */
function speakersOf({ maxItems }: Schema, speaker: Speaker): readonly Speaker[] {
  const most = typeof maxItems === 'number' ? maxItems : 20;
  if (speaker.violations.length === 0) return [speaker];
  return speaker.violations.slice(0, most).map((violation) => ({ ...speaker, violation, violations: [] }));
}

function numberFor(name: string, schema: Schema, { speaker, document }: Filling): unknown {
  const slots = slotsOf(name);
  if (Array.isArray(schema['enum'])) {
    return schema['enum'].includes(speaker.status) ? speaker.status : schema['enum'][0];
  }
  const isStatus = slots.includes('status') || (slots.includes('code') && schema['example'] === undefined);
  if (isStatus && inBounds(speaker.status, schema)) return speaker.status;
  return sampleOf(schema, document);
}

function inBounds(value: number, { minimum, maximum }: Schema): boolean {
  return (typeof minimum !== 'number' || value >= minimum) && (typeof maximum !== 'number' || value <= maximum);
}
