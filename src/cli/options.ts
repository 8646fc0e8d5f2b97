import { InvalidArgumentError, Option } from 'commander';

/** An option that takes one of a few words; another word is refused with the list. */
export function choiceOf(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices([...choices]);
}

/** Reads a TCP port; 0 asks for a free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Give a number from 0 to 65535; 0 takes a free port.');
  return port;
}
