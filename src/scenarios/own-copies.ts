import { createRequire, registerHooks } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

const ownExtension = extname(import.meta.url);
const indexUrl = new URL(`../index${ownExtension}`, import.meta.url).href;
const matchIndicesUrl = new URL(`./match-indices${ownExtension}`, import.meta.url).href;

/**
 * Leads `faultline` and `@cucumber/cucumber`, whoever imports them, to the copies that are running.
 *
 * Cucumber keeps its state in its module: steps that register with a second copy are never found, and people's step
 * files can't resolve a package that was started by `npx` or from a checkout. Leads cucumber's slow polyfill of a
 * regexp flag to what Node has itself. Gives back what undoes it.
 */
export function leadToOwnCopies(): () => void {
  const cucumber = '@cucumber/cucumber';
  const imported = import.meta.resolve(cucumber);
  const required = pathToFileURL(createRequire(import.meta.url).resolve(cucumber)).href;
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier === 'faultline') return { url: indexUrl, shortCircuit: true };
      if (specifier === 'regexp-match-indices') return { url: matchIndicesUrl, shortCircuit: true };
      if (specifier !== cucumber) return nextResolve(specifier, context);
      return { url: context.conditions.includes('require') ? required : imported, shortCircuit: true };
    },
  });
  return () => hooks.deregister();
}

/** Lets Node load whatever TypeScript people write, which it can’t by itself where there are enums or decorators. */
export async function readTypeScript(): Promise<() => Promise<void>> {
  const { register } = await import('tsx/esm/api');
  return register();
}
