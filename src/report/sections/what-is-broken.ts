import { runbookFor } from '../../diagnosis/runbooks/index.ts';
import type { ScenarioResult } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { comparison } from '../scenario/comparison.ts';
import { diagnosisLine, diagnosisOf } from '../scenario/diagnosed.ts';
import { defineSection } from '../section.ts';
import { anchorOf, count } from '../words.ts';

function causeOf({ because, expected, received }: ScenarioResult): string {
  return JSON.stringify([because, expected, received]);
}

function brokenStep({ steps }: ScenarioResult): Html | null {
  const step = steps.find(({ status }) => status !== 'passed' && status !== 'skipped');
  return step === undefined ? null : html`<p class=step><b>${step.keyword.trim()}</b> ${step.text}</p>`;
}

/** Why the call failed and what to do, where one did. */
function diagnosisPart(scenario: ScenarioResult): Html | null {
  const found = diagnosisOf(scenario);
  const line = diagnosisLine(scenario);
  if (found === null || line === null) return null;
  return html`<p class=step><b>Diagnosis</b> ${line}</p><ol>${found.next.map((step) => html`<li>${step}`)}</ol>`;
}

function scenarioLine({ id, name, feature, file, line }: ScenarioResult): Html {
  return html`<li><a href="#${anchorOf(id)}"><bdi>${name}</bdi></a> <small>${feature}, ${file}:${line}</small>`;
}

function groupPart(scenarios: readonly ScenarioResult[]): Html | null {
  const [first] = scenarios;
  if (first === undefined) return null;
  const books = [...new Set(first.failures.map(({ failure }) => runbookFor(failure)))].filter(
    (book) => book !== undefined,
  );
  return html`<article class=fail><h3>${first.because ?? 'A step failed'}${scenarios.length > 1 && html` <small>${count(scenarios.length, 'scenario')}</small>`}</h3>${comparison(
    first,
  )}${brokenStep(first)}${diagnosisPart(first)}<ul>${scenarios.map(scenarioLine)}</ul>${
    books.length > 0 &&
    html`<p class=rb>Runbook:${books.map(({ name, title }) => html` <a href="#runbook-${name}">${title}</a>`)}</p>`
  }${first.curl !== null && html`<pre class=cmd>${first.curl}</pre>`}<pre class=cmd>${first.rerun}</pre></article>`;
}

/** What disagreed, with the scenarios that failed for the same reason together. */
export const whatIsBroken = defineSection({
  name: 'what-is-broken',
  title: 'What is broken',
  menu: 'Broken',
  summary: 'Failed scenarios by their reason, the most frequent first.',
  badge: ({ counts }) => counts.broken,
  render({ result }) {
    const broken = result.scenarios.filter(({ verdict }) => verdict === 'broken');
    if (broken.length === 0) return null;
    const groups = [...Map.groupBy(broken, causeOf).values()].sort((one, other) => other.length - one.length);
    return html`${groups.map(groupPart)}`;
  },
});
