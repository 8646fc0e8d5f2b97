import { dirname, join, resolve } from 'node:path';
import type { LoadedConfig } from '../config/index.ts';
import type { FileAccess, MountedDocument } from '../contract/index.ts';
import { findStepFolders, type Inputs, readInputs, shownPath } from './inputs.ts';
import type { AccessFlags, SourceFlags } from './options.ts';

/** What a command works on: its arguments and options, and for what they don't say the configuration. */
export interface Settings extends Inputs {
  readonly documents: readonly MountedDocument[];
  readonly failures: string | undefined;
  readonly steps: readonly string[];
  readonly access: FileAccess;
  /** The configuration as far as it is about what is worked on; empty without one. */
  readonly config: Partial<LoadedConfig>;
}

interface Flags extends SourceFlags {
  readonly failures?: string;
}

/** Puts arguments, options and the configuration together; throws for a configuration that can't be used. */
export async function readSettings(positionals: readonly string[], flags: Flags, cwd: string): Promise<Settings> {
  const config = await configOf(flags, cwd);
  const inputs = readInputs(positionals, cwd);
  const named = inputs.document === null ? null : resolve(cwd, inputs.document);
  const own = documentsOf(config, named);
  // What the configuration says of its documents says nothing of another one.
  const about = own.length === 0 && named !== null ? null : config;
  const features = inputs.hasFeatures ? inputs.features : featuresOf(about, inputs, cwd);
  const failures = flags.failures ?? about?.failures;
  return {
    ...inputs,
    ...servedOf(own, named, inputs, cwd),
    features,
    failures: failures && resolve(cwd, failures),
    steps: [...new Set([...(config?.steps ?? []), ...findStepFolders(features, cwd)])],
    access: accessOf(flags, config, cwd),
    config: config ?? {},
  };
}

type Served = Pick<Settings, 'documents' | 'openapi' | 'isShipped'>;

/** The documents of the configuration, or without any the one that was named or found. */
function servedOf(own: Settings['documents'], named: string | null, inputs: Inputs, cwd: string): Served {
  const { openapi, isShipped } = inputs;
  const [first] = own;
  if (first === undefined) return { documents: [{ path: named ?? resolve(cwd, openapi) }], openapi, isShipped };
  return { documents: own, openapi: named === null ? shownPath(first.path, cwd) : openapi, isShipped: false };
}

/** Those of the configuration that are meant: the one that was named, or all. */
function documentsOf(config: LoadedConfig | null, named: string | null): readonly MountedDocument[] {
  return (config?.documents ?? []).filter(({ path }) => named === null || path === named);
}

async function configOf({ config }: Flags, cwd: string): Promise<LoadedConfig | null> {
  // Loaded only where there is one: most people have none.
  const { loadConfig } = await import('../config/load-config.ts');
  return loadConfig(cwd, config);
}

function featuresOf(config: LoadedConfig | null, inputs: Inputs, cwd: string): readonly string[] {
  if (config?.features !== undefined) return config.features.map((path) => shownPath(path, cwd));
  if (config?.documents === null || config === null) return inputs.features;
  const { features } = readInputs([config.documents[0]?.path ?? join(dirname(config.file), 'openapi.yaml')], cwd);
  return features;
}

/** What references may lead to, by the command line and the configuration. */
export function accessOf(flags: AccessFlags, config: Pick<LoadedConfig, 'allow'> | null, cwd: string): FileAccess {
  const files = (flags.allowFiles ?? []).map((folder) => resolve(cwd, folder));
  return {
    files: [...files, ...(config?.allow.files ?? [])],
    network: flags.allowNetwork ?? config?.allow.network ?? false,
  };
}
