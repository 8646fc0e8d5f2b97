import { isRecord } from './pointer.ts';

type Members = Readonly<Record<string, unknown>>;

/** Keys whose members are named by the author, so that `default` or `example` below them is no keyword. */
export const nameMaps: ReadonlySet<string> = new Set(
  `properties patternProperties $defs definitions dependentSchemas paths schemas responses parameters examples
   requestBodies headers securitySchemes links pathItems mediaTypes content encoding variables x-files`.split(/\s+/),
);
/** Keys below which everything is somebody's data, and a `$ref` is nothing to follow. */
const dataKeys = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue', 'mapping']);

/** Other files that belong to the document are kept under this key of it. */
export const filesKey = 'x-files';

/** Whether what stands below a key is somebody's data, and no part of the description. */
export function isDataKey(key: string, child: unknown): boolean {
  return (
    dataKeys.has(key) || (key.startsWith('x-') && key !== filesKey) || (key === 'examples' && Array.isArray(child))
  );
}

/** The text of the reference that a value is, if it is one. */
export function referenceIn(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const text = value['$ref'] ?? value['$dynamicRef'];
  return typeof text === 'string' ? text : undefined;
}

/** Tells every object of a document that isn't somebody's data, with what it refers to. */
export function visitReferences(root: unknown, see: See): void {
  visit(root, false, see);
}

type See = (value: Members, text: string | undefined) => void;

function visit(value: unknown, names: boolean, see: See): void {
  if (Array.isArray(value)) for (const item of value) visit(item, false, see);
  else if (isRecord(value)) visitMembers(value, names, see);
}

function visitMembers(value: Members, names: boolean, see: See): void {
  if (!names || typeof value['$ref'] === 'string') see(value, referenceIn(value));
  for (const key in value)
    if (names || !isDataKey(key, value[key])) visit(value[key], !names && nameMaps.has(key), see);
}

/** A copy in which every reference says something else. */
export function mapReferences(root: unknown, change: (text: string) => string): unknown {
  function go(value: unknown, names: boolean): unknown {
    if (Array.isArray(value)) return value.map((item) => go(item, false));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, goInto(key, child, names)]));
  }
  function goInto(key: string, child: unknown, names: boolean): unknown {
    if (typeof child === 'string') return key === '$ref' || key === '$dynamicRef' ? change(child) : child;
    return names ? go(child, false) : goIntoKeyword(key, child);
  }
  function goIntoKeyword(key: string, child: unknown): unknown {
    if (key === 'mapping' && isRecord(child)) return mapMapping(child, change);
    return isDataKey(key, child) ? child : go(child, nameMaps.has(key));
  }
  return go(root, false);
}

/** A discriminator's mapping holds references beside plain names. */
function mapMapping(mapping: Members, change: (text: string) => string): Members {
  const isReference = (text: unknown): text is string => typeof text === 'string' && /[#/]|\.(ya?ml|json)$/.test(text);
  return Object.fromEntries(Object.entries(mapping).map(([name, to]) => [name, isReference(to) ? change(to) : to]));
}
