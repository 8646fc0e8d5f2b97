import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { shipped } from '../../package.ts';

/** The control API's own document: what requests are held against, and what is served of it. */
export interface ControlDocument {
  readonly contract: Contract;
  /** As it is written. */
  readonly text: string;
  readonly json: unknown;
}

let document: Promise<ControlDocument> | undefined;

/** Read and compiled with the first request, since that takes as long as starting the mock; once for a process. */
export function controlDocument(): Promise<ControlDocument> {
  document ??= readDocument();
  return document;
}

async function readDocument(): Promise<ControlDocument> {
  const documentPath = shipped.controlDocument;
  const [text, contract] = await Promise.all([
    readFile(documentPath, 'utf8'),
    readContract({ documentPath, failuresPath: null, parseFault, strict: true }),
  ]);
  return { contract, text, json: parse(text) };
}
