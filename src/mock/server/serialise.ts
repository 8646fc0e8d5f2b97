import { createRequire } from 'node:module';
import { isRecord } from '../../contract/index.ts';

const require = createRequire(import.meta.url);

/** A value as text of a media type: JSON, text as it is, XML as Prism writes it, a form; what has no form of its own in JSON. */
export function serialise(mediaType: string, value: unknown): string {
  if (/[/+]json\b/i.test(mediaType)) return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (/[/+]xml\b/i.test(mediaType)) return writeXml(value);
  return /x-www-form-urlencoded/i.test(mediaType) && isRecord(value) ? writeForm(value) : JSON.stringify(value);
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
