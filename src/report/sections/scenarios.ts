import type { Matrix, Result, ScenarioResult, Verdict } from '../../result.ts';
import { toBase64 } from '../base64.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { scenarioDetails, scenarioPart } from '../scenario/scenario.ts';
import type { Deflate, View } from '../section.ts';
import { defineSection } from '../section.ts';
import { count } from '../words.ts';

type Choice = readonly [value: string, words: string];

const verdicts: readonly Verdict[] = ['broken', 'known', 'untested', 'kept'];

function choicePart(name: string, label: string, choices: readonly Choice[]): Html | null {
  if (choices.length < 2) return null;
  return html`<label>${label}<select name="${name}"><option value="">all${choices.map(
    ([value, words]) => html`<option value="${value}">${words}`,
  )}</select></label>`;
}

const same = (value: string): Choice => [value, value];

function failureChoices({ failures }: Matrix, scenarios: readonly ScenarioResult[]): readonly Choice[] {
  const met = new Set(scenarios.flatMap((scenario) => scenario.failures.map(({ failure }) => failure)));
  const listed = failures.map(({ id, label }): Choice => [id, label.startsWith(id) ? label : `${id} ${label}`]);
  const known = new Set(failures.map(({ id }) => id));
  return [...listed, ...[...met].filter((failure) => !known.has(failure)).map(same)];
}

function filtersPart({ matrix, scenarios }: Result): Html {
  const operations = matrix.operations.map(({ id, method, path }): Choice => [id, `${method} ${path}`]);
  const tags = [...new Set(scenarios.flatMap((scenario) => scenario.tags))].sort();
  const features = [...new Set(scenarios.map(({ feature }) => feature))];
  return html`<div class=filters role=search aria-label="Scenarios"><label class=q>Search<input name=q type=search autocomplete=off spellcheck=false placeholder="text, header, status …  ( / )"></label>${choicePart('verdict', 'Verdict', verdicts.map(same))}${choicePart('operation', 'Operation', operations)}${choicePart('failure', 'Failure', failureChoices(matrix, scenarios))}${choicePart('feature', 'Feature', features.map(same))}${choicePart('tag', 'Tag', tags.map(same))}<p class=found><output aria-live=polite>${count(scenarios.length, 'scenario')}</output> <button type=button data-do=clear hidden>Clear filters</button> <button type=button data-do=expand>Open all shown</button></p></div>`;
}

function tallyOf(scenarios: readonly ScenarioResult[]): string {
  const parts = verdicts
    .map((verdict) => [scenarios.filter((scenario) => scenario.verdict === verdict).length, verdict] as const)
    .filter(([number, verdict]) => number > 0 && verdict !== 'kept')
    .map(([number, verdict]) => `, ${number} ${verdict}`);
  return `${count(scenarios.length, 'scenario')}${parts.join('')}`;
}

interface Listing {
  readonly list: Html;
  /** Details that were left out of the list, in its order. */
  readonly apart: readonly Html[];
}

/** Details of kept scenarios longer than this, in all, are packed. */
const longestUnpacked = 150_000;

/** Kept scenarios that are listed at most: with more a page is slow to open, and nobody reads them one by one. */
const mostKeptListed = 2000;

/** What is broken or untested is never packed: it is there without a script, too. Nor is it ever left out. */
function listingOf({ result, detail, deflate }: View): Listing {
  const allKept = result.scenarios.filter(({ verdict }) => verdict === 'kept');
  const kept = allKept.slice(0, mostKeptListed);
  const left = new Set(allKept.slice(mostKeptListed));
  const listed = result.scenarios.filter((scenario) => !left.has(scenario));
  const details = new Map(listed.map((scenario) => [scenario, scenarioDetails(scenario, detail)]));
  const length = kept.reduce((sum, scenario) => sum + String(details.get(scenario)).length, 0);
  const packed = new Set(deflate !== null && length > longestUnpacked ? kept : []);
  const features = [...Map.groupBy(result.scenarios, ({ feature, file }) => JSON.stringify([feature, file])).values()];
  const part = (scenario: ScenarioResult) =>
    scenarioPart(scenario, result.matrix, packed.has(scenario) ? null : (details.get(scenario) ?? null));
  const list = html`${features.map((group) => {
    const shown = group.filter((scenario) => !left.has(scenario));
    return html`<section class=fe data-f="${group[0]?.feature}"><h3><bdi>${group[0]?.feature}</bdi> <small>${tallyOf(group)}</small></h3>${shown.map(part)}${leftOutPart(group.length - shown.length)}</section>`;
  })}`;
  const inOrder = features.flat().filter((scenario) => packed.has(scenario));
  return { list, apart: inOrder.map((scenario) => details.get(scenario)).filter((one) => one !== undefined) };
}

function leftOutPart(number: number): Html | null {
  return number === 0 ? null : html`<p class=note>${count(number, 'kept scenario')} more in result.json</p>`;
}

/** Says how many are not in the list, and how to see them. */
function shortenedPart({ scenarios, counts }: Result): Html | null {
  const left = counts.kept - mostKeptListed;
  if (left <= 0) return null;
  return html`<p class=note>Of ${count(scenarios.length, 'scenario')} this page lists all that are not kept and the first ${mostKeptListed} that are; ${left} kept ones more are in result.json. Run one feature alone to see them here.</p>`;
}

function packedPart(apart: readonly Html[], deflate: Deflate | null): Html | null {
  if (deflate === null || apart.length === 0) return null;
  const bytes = deflate(apart.join('\0'));
  return html`<template id=packed>${toBase64(bytes)}</template><noscript><p class=note>The details of kept scenarios are packed, to keep this file small; showing them takes the script.</p></noscript>`;
}

/** Every scenario by feature, with filters. */
export const scenarios = defineSection({
  name: 'scenarios',
  title: 'Scenarios',
  menu: 'Scenarios',
  summary: 'Each opens into its steps, its attempts on a time line, what was sent and what came back.',
  badge: (result) => result.scenarios.length,
  render(view) {
    if (view.result.scenarios.length === 0) return null;
    const { list, apart } = listingOf(view);
    return html`${filtersPart(view.result)}${shortenedPart(view.result)}<div id=list>${list}</div>${packedPart(apart, view.deflate)}<p id=none hidden>No scenario fits these filters. <button type=button data-do=clear>Clear filters</button></p>`;
  },
});
