import { type Command, InvalidArgumentError, Option } from 'commander';
import { mostThreads } from '../run-options.ts';

/** An option that takes one of a few words; another word is refused with the list. */
export function choiceOf(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices([...choices]);
}

/** Says where the configuration is, and what references may lead to. */
export function declareSources(command: Command): Command {
  return declareAccess(
    command.option('--config <file>', 'configuration (default: faultline.config.{ts,json,yaml} here or above)'),
  );
}

/** Says what references may lead to. */
export function declareAccess(command: Command): Command {
  return command
    .option('--allow-files <folder>', 'let references lead to files below this folder; may be repeated', collect)
    .option('--allow-network', 'let references lead to http and https');
}

/** What `declareAccess` declares. */
export interface AccessFlags {
  readonly allowFiles?: readonly string[];
  readonly allowNetwork?: boolean;
}

/** What `declareSources` declares. */
export interface SourceFlags extends AccessFlags {
  readonly config?: string;
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Reads a TCP port; 0 asks for a free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Give a number from 0 to 65535; 0 takes a free port.');
  return port;
}

/** Reads `2/4`: the second of four parts. */
export function parseShard(text: string): { readonly index: number; readonly total: number } {
  const [, index, total] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  if (index === undefined || Number(index) < 1 || Number(index) > Number(total))
    throw new InvalidArgumentError('Give the part and the number of parts, such as 2/4.');
  return { index: Number(index), total: Number(total) };
}

/** Reads how many threads there may be. */
export function parseThreads(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > mostThreads)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${mostThreads}, at best that of the processors.`);
  return count;
}

/** Reads a percentage. */
export function parsePercent(text: string): number {
  const percent = Number(text.replace(/\s*%$/, ''));
  if (text.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('Give a number from 0 to 100.');
  return percent;
}

/** Reads requests per second. */
export function parseRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate <= 1000))
    throw new InvalidArgumentError('Give requests per second, more than 0 and at most 1000.');
  return rate;
}
