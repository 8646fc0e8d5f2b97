import type { Result } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';
import { count, printInstant } from '../words.ts';
import { script } from './script.ts';
import { sha256Base64 } from './sha256.ts';
import { style } from './style.ts';

/** A section that has something to say. */
export interface RenderedSection {
  readonly section: Section;
  readonly body: Html;
}

/** Nothing is loaded, and of what stands in the page only this style and this script count. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${sha256Base64(style)}'`,
  `script-src 'sha256-${sha256Base64(script)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'search'],
  [['j', 'k'], 'next and previous scenario (within the list also the arrows)'],
  [['Enter'], 'open or close the scenario'],
  [['b'], 'next broken scenario'],
  [['Esc'], 'empty the search, close the scenario, clear the filters'],
  [['?'], 'this help'],
];

const help = html`<dialog aria-labelledby=help><h2 id=help>Keys</h2><dl>${shortcuts.map(
  ([keys, what]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}<dd>${what}`,
)}</dl><p class=note>Filters stand in the address: copy it to share what you see. Printing opens everything that the filters show.</p><button type=button data-do=close>Close</button></dialog>`;

function headerPart({ identity, scenarios }: Result): Html {
  const { document, target, startedAt } = identity;
  return html`<header><div><h1>${document.title} <small>${document.version}</small></h1><p>Failure contract report · ${count(scenarios.length, 'scenario')} against ${target.kind === 'embedded' ? 'the embedded mock' : target.url} · ${printInstant(startedAt)}</p></div><button type=button data-do=theme>Theme</button><button type=button data-do=help>Keys <kbd>?</kbd></button></header>`;
}

function navPart(sections: readonly RenderedSection[], result: Result): Html {
  return html`<nav aria-label=Sections><ul>${sections.map(({ section: { name, menu, badge } }) => {
    const number = badge?.(result) ?? 0;
    const bad = number > 0 && (name === 'what-is-broken' || name === 'problems' || name === 'drift');
    return html`<li${bad && html` class=bad`}><a href="#${name}">${menu}${number > 0 && html` <b>${number}</b>`}</a>`;
  })}</ul></nav>`;
}

function sectionPart({ section: { name, title, summary }, body }: RenderedSection): Html {
  return html`<section id="${name}" aria-labelledby="h-${name}"><h2 id="h-${name}">${title}</h2><p>${summary}</p>${body}</section>`;
}

/** The whole document. Style and script are constants of ours, so they are put in as they are. */
export function page(sections: readonly RenderedSection[], result: Result): string {
  const { document, tools } = result.identity;
  const head = html`<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="${policy}"><meta name=viewport content="width=device-width,initial-scale=1"><meta name=color-scheme content="light dark"><meta name=referrer content=no-referrer><link rel=icon href="data:,"><title>${result.verdict}: ${document.title} ${document.version}, failure contract report</title>`;
  const body = html`<a class=skip href="#scenarios">To the scenarios</a>${headerPart(result)}${navPart(sections, result)}<main>${sections.map(
    sectionPart,
  )}</main><p class=foot>Made by Faultline ${tools['faultline']}. This file loads nothing and sends nothing.</p>${help}`;
  return `<!doctype html><html lang=en><head>${head}<style>${style}</style></head><body>${body}<script>${script}</script></body></html>\n`;
}
