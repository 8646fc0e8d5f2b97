import type { Policy } from '../retry/index.ts';

/** What stands in `faultline.config.ts`, `.json` or `.yaml`. Paths are relative to the file. */
export interface Config {
  /** The documents that are served as one API: paths, or paths with the base path that theirs are served below. */
  readonly documents?: readonly (string | ConfiguredDocument)[];
  /** Path of the failure layer; default: the file `<name>.failures.yaml` beside the document, if there is one. */
  readonly failures?: string;
  /** Feature files and folders with them. */
  readonly features?: readonly string[];
  /** Folders with steps of one's own. */
  readonly steps?: readonly string[];
  /** Which table classifies failures; default: the failure layer's, `standard` where it names none. */
  readonly policy?: Policy;
  /** Refuses a document with any defect instead of leaving out the operation it breaks. */
  readonly strict?: boolean;
  /** What references of the documents may lead to, beside files below a document's own folder. */
  readonly allow?: { readonly files?: readonly string[]; readonly network?: boolean };
  /** The port that `serve` listens on; 0 takes a free one. Default 8001. */
  readonly port?: number;
  /** The address that `serve` listens on. Default 127.0.0.1. */
  readonly host?: string;
  /** The live API that `run` runs against, instead of the embedded mock. */
  readonly target?: string;
  /** Which scenarios `run` runs: a tag expression. */
  readonly tags?: string;
  /** Folder for the report of `run`; `false` writes none. Default `reports`. */
  readonly report?: string | false;
  /** How much the rules of `lint` count, by their names. */
  readonly lint?: { readonly rules?: Readonly<Record<string, 'off' | 'warn' | 'error'>> };
}

/** A document and what its paths are served below, such as `/billing`; default: as the document's servers say. */
export interface ConfiguredDocument {
  readonly path: string;
  readonly basePath?: string;
}

/** Gives a configuration its type; returns it as it is. */
export function defineConfig(config: Config): Config {
  return config;
}
