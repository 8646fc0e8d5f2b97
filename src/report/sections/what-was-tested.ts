import type { Identity } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { printInstant } from '../words.ts';

type Fact = readonly [term: string, value: Html | string];

const hash = (sha256: string) => html`<code class=hash>${sha256}</code>`;

const file = ({ path, sha256 }: { readonly path: string; readonly sha256: string }) =>
  html`<code>${path}</code><br>${hash(sha256)}`;

const clocks = {
  virtual: 'virtual: waits are exact and cost no real time',
  real: 'real: waits were waited',
} as const;

const targets = { embedded: 'the mock, embedded', live: 'a live API' } as const;

function ciFact({ ci }: Identity): readonly Fact[] {
  if (ci === null) return [];
  const { name, url, commit, branch } = ci;
  // Only a web address becomes a link: the value comes from the environment.
  const job =
    url !== undefined && /^https?:\/\//i.test(url) ? html`<a href="${url}" rel=noreferrer>${name}</a>` : html`${name}`;
  return [
    [
      'Built by',
      html`${job}${branch !== undefined && html`, branch <code>${branch}</code>`}${commit !== undefined && html`, commit <code>${commit}</code>`}`,
    ],
  ];
}

function factsOf(identity: Identity): readonly Fact[] {
  const { document, failureLayer, featuresSha256, generatedFeatures, target, policy, clock, seed, tools } = identity;
  return [
    ['Document', html`<b>${document.title}</b>, version ${document.version}<br>${file(document)}`],
    ['Failure layer', failureLayer === null ? 'none: all defaults' : file(failureLayer)],
    [
      'Features',
      html`${hash(featuresSha256)}${generatedFeatures !== undefined && html`<br>generated from the document into <code>${generatedFeatures}</code>, because there were none`}`,
    ],
    ['Target', html`${targets[target.kind]}<br><code>${target.url}</code>`],
    [
      'Retry policy',
      policy === 'reference'
        ? 'reference: the table of the reference document'
        : policy === 'standard'
          ? 'standard: the RFCs'
          : policy,
    ],
    ['Clock', clocks[clock]],
    ['Seed', seed === null ? 'none: nothing was random' : String(seed)],
    ['Time', html`${printInstant(identity.startedAt)}<br>to ${printInstant(identity.finishedAt)}`],
    [
      'Tools',
      html`${Object.entries(tools).map(([name, version]) => html`<span class=tool>${name} ${version}</span> `)}`,
    ],
    ...ciFact(identity),
  ];
}

/** Which document, features, target and tools the verdict is about. */
export const whatWasTested = defineSection({
  name: 'what-was-tested',
  title: 'What was tested',
  menu: 'Tested',
  summary: 'The verdict holds for exactly these files, this target and these settings.',
  render: ({ result }) =>
    html`<dl class=facts>${factsOf(result.identity).map(([term, value]) => html`<div><dt>${term}<dd>${value}</div>`)}</dl>`,
});
