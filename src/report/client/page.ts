import type { Judgement } from '../../judgement.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { script } from '../page/script.ts';
import { sha256Base64 } from '../page/sha256.ts';
import { printInstant } from '../words.ts';
import type { ClientSection } from './client-section.ts';
import { clientStyle } from './client-style.ts';

/** A section that has something to say. */
export interface RenderedClientSection {
  readonly section: ClientSection;
  readonly body: Html;
}

/** Nothing is loaded, and of what stands in the page only this style and this script count. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${sha256Base64(clientStyle)}'`,
  `script-src 'sha256-${sha256Base64(script)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const help = html`<dialog aria-labelledby=help><h2 id=help>Keys</h2><dl><dt><kbd>j</kbd> <kbd>k</kbd><dd>next and previous promise<dt><kbd>Enter</kbd><dd>open or close it<dt><kbd>b</kbd><dd>next broken promise<dt><kbd>?</kbd><dd>this help</dl><button type=button data-do=close>Close</button></dialog>`;

function headerPart({ client, profile, identity }: Judgement): Html {
  return html`<header><div><h1>${client} <small>as a client under failure</small></h1><p>Profile ${profile} · ${identity.document.title} · ${printInstant(identity.startedAt)}</p></div><button type=button data-do=theme>Theme</button><button type=button data-do=help>Keys <kbd>?</kbd></button></header>`;
}

function navPart(sections: readonly RenderedClientSection[], judgement: Judgement): Html {
  return html`<nav aria-label=Sections><ul>${sections.map(({ section: { name, menu, badge } }) => {
    const number = badge?.(judgement) ?? 0;
    return html`<li${number > 0 && name === 'broken-promises' && html` class=bad`}><a href="#${name}">${menu}${number > 0 && html` <b>${number}</b>`}</a>`;
  })}</ul></nav>`;
}

function sectionPart({ section: { name, title, summary }, body }: RenderedClientSection): Html {
  return html`<section id="${name}" aria-labelledby="h-${name}"><h2 id="h-${name}">${title}</h2><p>${summary}</p>${body}</section>`;
}

/** The whole document. Style and script are constants of ours, so they are put in as they are. */
export function clientPage(sections: readonly RenderedClientSection[], judgement: Judgement): string {
  const { client, verdict, identity } = judgement;
  const head = html`<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="${policy}"><meta name=viewport content="width=device-width,initial-scale=1"><meta name=color-scheme content="light dark"><meta name=referrer content=no-referrer><link rel=icon href="data:,"><title>${verdict}: ${client}, judged as a client</title>`;
  const body = html`<a class=skip href="#broken-promises">To what is broken</a>${headerPart(judgement)}${navPart(sections, judgement)}<main>${sections.map(
    sectionPart,
  )}</main><p class=foot>Made by Faultline ${identity.tools['faultline']}. This file loads nothing and sends nothing.</p>${help}`;
  return `<!doctype html><html lang=en><head>${head}<style>${clientStyle}</style></head><body>${body}<script>${script}</script></body></html>\n`;
}
