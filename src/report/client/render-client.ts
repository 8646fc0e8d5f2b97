import type { Judgement } from '../../judgement.ts';
import type { Detail } from '../section.ts';
import { clientPage } from './page.ts';
import { clientSections } from './sections/index.ts';

const detail: Detail = { bodyCharacters: 400, exchanges: 4, routineHeaders: false };

/** A judgement as one HTML file that opens from disk and loads nothing. Equal judgements give equal files. */
export function renderClient(judgement: Judgement): string {
  const rendered = clientSections.flatMap((section) => {
    const body = section.render({ judgement, detail });
    return body === null ? [] : [{ section, body }];
  });
  return clientPage(rendered, judgement);
}
