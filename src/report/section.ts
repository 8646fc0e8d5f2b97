import type { Result } from '../result.ts';
import type { Html } from './html.ts';

/** How much of each exchange is printed: the page keeps within its size, the result keeps everything. */
export interface Detail {
  /** Characters of a body. */
  readonly bodyCharacters: number;
  /** Different exchanges of a kept scenario that are shown whole; a broken one shows at least six. */
  readonly exchanges: number;
  /** Whether headers that every answer carries are shown. */
  readonly routineHeaders: boolean;
}

/** Raw deflate (RFC 1951) of a text’s UTF-8 bytes, such as `deflateRawSync` of `node:zlib`; this folder can’t take it itself. */
export type Deflate = (text: string) => Uint8Array;

/** What every section is given. */
export interface View {
  readonly result: Result;
  readonly detail: Detail;
  /** An earlier run to compare with; null: there is none. */
  readonly previous: Result | null;
  /** Null: everything stands in the page as it is. */
  readonly deflate: Deflate | null;
}

/** One part of the report: answers one question of its reader. */
export interface Section<Name extends string = string> {
  /** The file's name, and its address in the page. */
  readonly name: Name;
  readonly title: string;
  /** The title in one word, for the navigation. */
  readonly menu: string;
  /** One sentence below the title: what is to be seen here. */
  readonly summary: string;
  /** A number beside the title in the navigation. */
  readonly badge?: (result: Result) => number;
  /** Null when there is nothing to say; then the section is left out. */
  render(view: View): Html | null;
}

/** Shapes a section so that its name stays a literal. */
export function defineSection<const Name extends string>(section: Section<Name>): Section<Name> {
  return section;
}
