import type { AddressInfo } from 'node:net';
import type { PassiveCase, PassiveRun } from '../judge/index.ts';
import { html } from '../report/html.ts';
import { statusOf } from '../trace/exchange.ts';

/** A page for a browser that lists what can be called, calls it at a click, and shows what came. */
export interface IndexPage {
  readonly url: string;
  close(): Promise<void>;
}

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:1.5rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8886;vertical-align:top}
code{font-size:12.5px;overflow-wrap:anywhere}button{font:inherit;cursor:pointer}small{opacity:.75}`;

/** The calls are made by the page itself, so that the browser is the client that is judged. */
const script = `const rows=[...document.querySelectorAll('tr[data-id]')];
for(const row of rows)row.querySelector('button').addEventListener('click',async()=>{
const{url,method,headers,body}=JSON.parse(row.dataset.call);const said=row.querySelector('output');said.textContent='calling';
try{const answer=await fetch(url,{method,headers,body:body??undefined});await answer.arrayBuffer();said.textContent='the page got '+answer.status}
catch(error){said.textContent='the page got '+error.message}show()});
async function show(){const state=await(await fetch('state.json')).json();
for(const row of rows)row.querySelector('.seen').textContent=(state[row.dataset.id]??[]).join(', ')||'nothing yet'}
show();setInterval(show,1000)`;

function rowOf({ probe, call, key }: PassiveCase) {
  const { url, method, headers, body, id } = call;
  return html`<tr data-id="${id}" data-call="${JSON.stringify({ url, method, headers, body })}"><th scope=row>${probe.name}<br><small>${probe.summary}</small><td><code>${method} ${url}</code>${
    key !== null && html`<br><small>or, at any path, with the credential <code>${key}</code></small>`
  }<td class=seen><td><button type=button>Call it</button> <output></output>`;
}

function pageOf({ cases, url }: PassiveRun): string {
  const body = html`<h1>Judging whoever calls</h1><p>Have the client call each address once: its base URL is the part up to the path of the API. The mock itself listens on <code>${url}</code>. Stop <code>faultline judge</code> to see the verdicts.</p><table><thead><tr><th>Probe<th>Address<th>Seen<th>By this browser<tbody>${cases.map(rowOf)}</table>`;
  return `<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width"><link rel=icon href="data:,"><title>Judging whoever calls</title><style>${style}</style>${body}<script>${script}</script></html>\n`;
}

function stateOf({ cases }: PassiveRun): string {
  const seen = cases.map(({ call, attempts }) => [
    call.id,
    attempts().map((attempt) => String(statusOf(attempt) ?? (attempt.outcome === null ? 'under way' : 'no answer'))),
  ]);
  return JSON.stringify(Object.fromEntries(seen));
}

/** Serves the page on a free port of its own, since every path of the mock's belongs to the API. */
export async function openIndexPage(run: PassiveRun, host: string): Promise<IndexPage> {
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => {
    const isState = request.url === '/state.json';
    if (!isState && request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': isState ? 'application/json' : 'text/html; charset=utf-8' });
    response.end(isState ? stateOf(run) : pageOf(run));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
