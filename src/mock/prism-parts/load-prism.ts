import { createRequire, Module } from 'node:module';
import type mocker from '@stoplight/prism-http/dist/mocker/index.js';
import { standInFor, standInForSetUp } from './stand-in.ts';

export type Mock = (typeof mocker)['default'];
/** An operation as Prism wants it. */
export type Resource = Parameters<Mock>[0]['resource'];

/** The parts of Prism that are used. */
export interface PrismParts {
  /** Negotiates and makes an answer. */
  readonly mock: Mock;
  /** Reads the operations of a document whose references are resolved. */
  readonly readOperations: (document: object) => readonly Resource[];
  /** Copies an operation together with what its references lead to. */
  readonly bundle: (target: { readonly document: object; readonly path: string }) => Resource;
}

const require = createRequire(import.meta.url);
/** Prism's own files, and what it depends on, are found from where it stands. */
const fromPrism = createRequire(require.resolve('@stoplight/prism-http'));

/**
 * What Prism's files load at once and an answer from the document doesn't need: validators, callbacks and the forwarder,
 * which are never used here, and generators, which only `dynamic` asks for. Left out, loading takes a third of the time.
 */
export const deferred: Readonly<Record<string, readonly string[]>> = {
  './mocker/index.js': [
    './callback/callbacks',
    '../validator/validators/body',
    '../validator/validators/headers',
    'type-is',
  ],
  './mocker/generator/JSONSchema.js': ['@faker-js/faker', 'json-schema-faker', 'seedrandom'],
  './forwarder/index.js': ['node-fetch', '../utils/parseResponse', 'http-proxy-agent', 'https-proxy-agent'],
  accepts: ['mime-types'],
};

let loaded: PrismParts | undefined;

/** Loads what is used of Prism, with stand-ins for what it would load in vain. Its version is pinned, hence its files are. */
export function loadPrism(): PrismParts {
  loaded ??= withStandIns(() => ({
    mock: (fromPrism('./mocker/index.js') as { readonly default: Mock }).default,
    readOperations: Reflect.get(fromPrism('@stoplight/http-spec/oas3/operation'), 'transformOas3Operations'),
    bundle: Reflect.get(fromPrism('@stoplight/json'), 'bundleTarget'),
  }));
  return loaded;
}

/** Node looks into its cache of modules first; for as long as `load` runs, stand-ins are there. */
function withStandIns<T>(load: () => T): T {
  const places = Object.entries(deferred).flatMap(([file, names]) => {
    const from = createRequire(fromPrism.resolve(file));
    return names.map((name) => [name, from.resolve(name)] as const);
  });
  const placed = places
    .filter(([, path]) => require.cache[path] === undefined)
    .map(([name, path]) => [path, place(name, path)] as const);
  try {
    return load();
  } finally {
    for (const [path, module] of placed) remove(path, module);
  }
}

function place(name: string, path: string): Module {
  const module = new Module(path);
  const load = () => {
    remove(path, module);
    return require(path) as object;
  };
  module.exports = exportsOf(name, load);
  module.loaded = true;
  require.cache[path] = module;
  return module;
}

function remove(path: string, module: Module): void {
  if (require.cache[path] === module) delete require.cache[path];
}

function exportsOf(name: string, load: () => object): object {
  const member = (key: string) => () => Reflect.get(load(), key) as object;
  switch (name) {
    // Prism sets the generator up as soon as it has it.
    case 'json-schema-faker':
      return { JSONSchemaFaker: standInForSetUp(member('JSONSchemaFaker'), new Set(['extend', 'option'])) };
    // The generator is given faker, and uses it for the schemas that name it.
    case '@faker-js/faker':
      return { faker: standInFor(member('faker')) };
    default:
      return standInFor(load);
  }
}
