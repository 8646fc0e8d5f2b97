import { createRequire, registerHooks } from 'node:module';
import { extname } from 'node:path';

const require = createRequire(import.meta.url);
/** Prism's own dependencies are found from where Prism stands. */
const fromPrism = createRequire(require.resolve('@stoplight/prism-http'));
const fromHttpSpec = createRequire(fromPrism.resolve('@stoplight/http-spec/oas'));

const stoodIn = { '@faker-js/faker': 'faker', 'postman-collection': 'postman-collection' } as const;

/** What an export of a package does, once the package is used: it is loaded then and not before. */
export function late(name: keyof typeof stoodIn, member: string): unknown {
  const load = () => {
    const from = name === '@faker-js/faker' ? fromPrism : fromHttpSpec;
    return Reflect.get(from(name) as object, member) as object;
  };
  // Only a proxy of a class can be constructed.
  return new Proxy(class {}, {
    get: (_, key) => Reflect.get(load(), key) as unknown,
    construct: (_, args) => Reflect.construct(load() as new () => object, args),
  });
}

/**
 * Loads Prism without two packages that make up a third of its start: faker, which only generated answers need, and
 * the reader of Postman collections, which nothing here does. Both are still there when something uses them.
 */
export async function importPrism(): Promise<typeof import('@stoplight/prism-http')> {
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      const file = Object.hasOwn(stoodIn, specifier) ? stoodIn[specifier as keyof typeof stoodIn] : undefined;
      if (file === undefined || !context.parentURL?.includes('@stoplight')) return nextResolve(specifier, context);
      return { url: new URL(`./${file}${extname(import.meta.url)}`, import.meta.url).href, shortCircuit: true };
    },
  });
  try {
    return await import('@stoplight/prism-http');
  } finally {
    hooks.deregister();
  }
}
