import type { Judgement } from '../../judgement.ts';
import type { Html } from '../html.ts';
import type { Detail } from '../section.ts';

/** What every section of a client's page is given. */
export interface ClientView {
  readonly judgement: Judgement;
  readonly detail: Detail;
}

/** One part of the page about a judged client: answers one question of its reader. */
export interface ClientSection<Name extends string = string> {
  /** The file's name, and its address in the page. */
  readonly name: Name;
  readonly title: string;
  /** The title in one word, for the navigation. */
  readonly menu: string;
  /** One sentence below the title: what is to be seen here. */
  readonly summary: string;
  /** A number beside the title in the navigation. */
  readonly badge?: (judgement: Judgement) => number;
  /** Null when there is nothing to say; then the section is left out. */
  render(view: ClientView): Html | null;
}

/** Shapes a section so that its name stays a literal. */
export function defineClientSection<const Name extends string>(section: ClientSection<Name>): ClientSection<Name> {
  return section;
}
