import { basename } from 'node:path';
import type { Contract, Operation } from '../contract/contract.ts';
import { sampleContent } from '../contract/index.ts';
import type { Block } from './block.ts';
import type { Sheet } from './layout.ts';
import { operationKey, operationPhrase } from './names.ts';
import { isSecured } from './rehearsal.ts';
import type { Unprovoked } from './scenario.ts';

/** A feature file as it is generated: headings and scenarios in order. */
export interface PlannedFeature {
  /** Below the folder that everything is written to, with slashes. */
  readonly path: string;
  readonly preamble: readonly string[];
  readonly blocks: readonly Block[];
}

/** Begins every file that is generated; by it such a file is known. */
export const signature = '# Made by "faultline generate';

/** The file with its headings; what isn't provoked stands at the first heading of its operation. */
export function planFeature(
  contract: Contract,
  isShipped: boolean,
  sheet: Sheet,
  unprovoked: readonly Unprovoked[],
): PlannedFeature {
  return {
    path: sheet.path,
    preamble: preambleOf(contract, isShipped),
    blocks: [
      featureHeading(contract, sheet),
      ...sheet.parts.flatMap(({ operation, blocks }) => [
        ruleHeading(
          contract,
          operation,
          unprovoked.filter((one) => one.operation === operation.id),
        ),
        ...blocks,
      ]),
    ],
  };
}

function preambleOf({ path }: Contract, isShipped: boolean): readonly string[] {
  const command = isShipped ? 'faultline generate' : `faultline generate ${basename(path)}`;
  return [
    `${signature}${command.slice('faultline generate'.length)}". Run it again, with --out and this folder, when the document or its failure layer has changed:`,
    '# what stands below a line "# generated …" is then made anew, unless you changed it; then yours is kept.',
    '# Scenarios of your own may stand anywhere. To leave a generated one out for good, put "# left out" and its name in its place.',
  ];
}

function featureHeading(contract: Contract, { title }: Sheet): Block {
  const background = isSecured(contract)
    ? ['', '  Background:', '    Given the client has every credential that an operation asks for']
    : [];
  const lines = [
    `Feature: ${oneLine(title)}`,
    '',
    `  How these operations of ${oneLine(contract.title)} fail, and what a client may do about it.`,
    ...background,
  ];
  return { id: 'feature', lines, count: 0, operation: null };
}

function ruleHeading(contract: Contract, operation: Operation, unprovoked: readonly Unprovoked[]): Block {
  const { method, path, summary } = operation;
  const words = operationPhrase(operation);
  const name = words === `${method} ${path}` ? words : `${words} (${method} ${path})`;
  const hasBody = sampleContent(operation, contract.document) !== null;
  const lines = [
    ...unprovoked.map(({ failure, reason }) => `  # Not provoked: ${failure}, because ${oneLine(reason)}.`),
    `  @operation:${operationKey(operation)}`,
    `  Rule: ${name}${summary === null ? '' : `: ${oneLine(summary)}`}`,
    ...(hasBody ? ['', '    Background:', "      Given the request body is the contract's own example"] : []),
  ];
  return { id: `${operationKey(operation)}/rule`, lines, count: 0, operation: operation.id };
}

/** What a document says, in one line and without what a file could take for something else. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 200);
}
