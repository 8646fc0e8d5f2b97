import type { ScenarioResult } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** By characters, so that none is cut in two. */
function sharedStart(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((character, index) => character !== other[index]);
  return differs === -1 ? one.length : differs;
}

function marked(text: readonly string[], start: number, end: number): Html {
  const piece = (from: number, to: number) => text.slice(from, to).join('');
  const middle = piece(start, text.length - end);
  return html`${piece(0, start)}${middle !== '' && html`<mark>${middle}</mark>`}${piece(text.length - end, text.length)}`;
}

/** What was expected and what came, one above the other, with the part that differs marked. */
export function comparison({ expected, received }: Pick<ScenarioResult, 'expected' | 'received'>): Html | null {
  if (expected === null || received === null) return null;
  const [wanted, came] = [[...expected], [...received]];
  const start = sharedStart(wanted, came);
  const end = sharedStart(wanted.slice(start).reverse(), came.slice(start).reverse());
  return html`<dl class=cmp><dt>expected<dd><pre tabindex=0>${marked(wanted, start, end)}</pre><dt>received<dd><pre tabindex=0>${marked(came, start, end)}</pre></dl>`;
}
