import type { Judgement } from '../../../judgement.ts';
import type { Html } from '../../html.ts';
import { html } from '../../html.ts';
import { printDuration, printInstant } from '../../words.ts';
import { defineClientSection } from '../client-section.ts';

const drivers = {
  command: 'a command, run once for each call',
  jsonl: 'one long-lived process for each probe',
  function: 'a function of a test',
  passive: 'not driven: it called by itself',
} as const;

function declaredWords({ declared }: Judgement['identity']): string {
  const { retries, maxAttempts, deadlineMs, timeoutMs, maxBackoffMs, idempotentWrites } = declared;
  const said = [
    retries === null ? null : retries ? 'retries' : 'does not retry',
    idempotentWrites === true ? 'its writes may be repeated' : null,
    maxAttempts === null ? null : `at most ${maxAttempts} attempts`,
    deadlineMs === null ? null : `deadline ${printDuration(deadlineMs)}`,
    timeoutMs === null ? null : `timeout ${printDuration(timeoutMs)}`,
    maxBackoffMs === null ? null : `longest backoff ${printDuration(maxBackoffMs)}`,
  ].filter((part) => part !== null);
  return said.length === 0 ? 'nothing' : said.join(', ');
}

type Fact = readonly [term: string, value: Html | string];

function factsOf({ identity, profile, masked }: Judgement): readonly Fact[] {
  const { document, driver, command, calls, thorough, tls, clock, startedAt, finishedAt, tools } = identity;
  return [
    ['Driver', drivers[driver]],
    ...(command === null ? [] : [['Command', html`<code>${command.join(' ')}</code>`] as const]),
    ['Profile', `${profile}${thorough ? ', looking as long as it takes' : ''}`],
    ['Calls', [calls.get, calls.post].filter((call) => call !== null).join(', ') || 'none'],
    ['Document', html`<b>${document.title}</b>, version ${document.version}<br><code>${document.path}</code>`],
    ['The client declares', declaredWords(identity)],
    ['Connection', tls ? 'https, with an authority made for this run' : 'http'],
    ['Clock', clock === 'real' ? 'real: waits were waited' : 'virtual: waits are exact and cost no real time'],
    ['Time', html`${printInstant(startedAt)}<br>to ${printInstant(finishedAt)}`],
    [
      'Tools',
      Object.entries(tools)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['Masked', `${masked} values`],
  ];
}

/** With what the verdicts were reached. */
export const whatWasJudged = defineClientSection({
  name: 'what-was-judged',
  title: 'What was judged',
  menu: 'Judged',
  summary: 'The client, how it was driven, and against which API.',
  render({ judgement }) {
    return html`<dl class=facts>${factsOf(judgement).map(([term, value]) => html`<div><dt>${term}<dd>${value}</div>`)}</dl>`;
  },
});
