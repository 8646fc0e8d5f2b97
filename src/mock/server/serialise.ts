import { createRequire } from 'node:module';
import { isRecord } from '../../contract/index.ts';

const require = createRequire(import.meta.url);

/** Writes a value as text of a media type. */
export type Serialise = (value: unknown) => string;

/** JSON, text as it is, XML as Prism writes it, a form; what has no form of its own in JSON. */
export function serialiserOf(mediaType: string): Serialise {
  if (/[/+]json\b/i.test(mediaType)) return (value) => JSON.stringify(value);
  const write = writerOf(mediaType);
  return (value) => (typeof value === 'string' ? value : write(value));
}

function writerOf(mediaType: string): Serialise {
  if (/[/+]xml\b/i.test(mediaType)) return writeXml;
  if (!/x-www-form-urlencoded/i.test(mediaType)) return (value) => JSON.stringify(value);
  return (value) => (isRecord(value) ? writeForm(value) : JSON.stringify(value));
}

function writeXml(value: unknown): string {
  // Loaded only where XML is asked for.
  const { XMLBuilder } = require('fast-xml-parser') as typeof import('fast-xml-parser');
  return new XMLBuilder({}).build({ xml: value });
}

function writeForm(value: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(value).map(([name, one]): [string, string] => [name, String(one)]);
  return new URLSearchParams(pairs).toString();
}
