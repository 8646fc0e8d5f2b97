import type { Comparison, Diagnosis, FoundCause, Review } from '../diagnosis/index.ts';
import { categories, retryClasses, sides } from '../retry/index.ts';
import { spellOut, spellOutAll } from '../spell-out.ts';
import type { Painter } from './paint.ts';

/** What stands around a diagnosis: where it came from, and what was said of the reading. */
export interface Told {
  readonly source: string;
  readonly format: string;
  readonly calls: number;
  readonly notes: readonly string[];
  /** `POST https://api.example.com/alerts → 400`, masked. */
  readonly subject: string;
}

/** The diagnosis as text for a terminal. */
export function renderDiagnosis(found: Diagnosis, told: Told, paint: Painter): string {
  const diagnosis = spellOutAll(found);
  return [
    paint.bold(spellOut(told.subject)),
    paint.dim(`${told.source}: ${told.format}, ${told.calls} ${told.calls === 1 ? 'call' : 'calls'}`),
    ...told.notes.map((note) => paint.dim(`note: ${note}`)),
    '',
    ...causeLines(diagnosis.causes, paint),
    '',
    ...retryLines(diagnosis, paint),
    ...section('Next', numbered(diagnosis.next), paint),
    ...section('To the client', [`  ${diagnosis.explanation}`], paint),
    ...escalationLines(diagnosis, paint),
    ...patternLines(diagnosis, paint),
    ...otherFailures(diagnosis, paint),
    '',
    `${paint.dim('Runbook')}  faultline explain ${diagnosis.runbook ?? ''}`,
    '',
  ].join('\n');
}

function causeLines(causes: readonly FoundCause[], paint: Painter): readonly string[] {
  return causes.flatMap((cause, index) => {
    const { id, summary, side, confidence, evidence } = cause;
    const head = `${index === 0 ? paint.bold(id) : id}  ${paint.dim(`${confidence} confidence, ${sideOf(side)}`)}`;
    const lines = evidence.map(({ text }) => `    · ${text}`);
    return [...(index === 1 ? ['', paint.dim('Also possible')] : []), `  ${head}`, `    ${summary}`, ...lines];
  });
}

/** Whose side it is, as the reference says it. */
function sideOf(side: FoundCause['side']): string {
  return { client: 'my side', provider: 'their side', between: 'in between', network: 'network' }[side] ?? sides[side];
}

function retryLines({ class: retryClass, retry, waitMs, category }: Diagnosis, paint: Painter): readonly string[] {
  if (retryClass === null) return [];
  const wait = waitMs === null ? '' : `, not before ${waitMs / 1000} s`;
  const may = retry ? `yes${wait}` : 'no, not as it is';
  return [
    `${paint.dim('Retry')}  ${may} ${paint.dim(`(${retryClasses[retryClass]}${category === null ? '' : `, ${categories[category]}`})`)}`,
  ];
}

function escalationLines({ escalation }: Diagnosis, paint: Painter): readonly string[] {
  const { advised, because, open, packet } = escalation;
  const reasons = advised ? because.map((text) => `  - ${text}`) : ['  not yet'];
  const questions = open.map((text) => `  ? ${text}`);
  const facts = [
    ['first seen', packet.firstSeen],
    ['last seen', packet.lastSeen],
    ['attempts', packet.attempts > 0 ? String(packet.attempts) : null],
    ['request ids', packet.requestIds.length === 0 ? null : packet.requestIds.join('; ')],
    ['request', packet.request === null ? null : `${packet.request.method} ${packet.request.url}`],
    ['body', packet.request?.body ?? null],
    ['tried', packet.tried.length === 0 ? null : packet.tried.join('; ')],
    ['curl', packet.curl],
  ].flatMap(([name, value]) =>
    name === null || value === null || value === undefined ? [] : [`  ${paint.dim(name?.padEnd(11) ?? '')} ${value}`],
  );
  return [
    ...section(advised ? 'Escalate to the provider' : 'Escalate', [...reasons, ...questions], paint),
    ...section('To send along', facts, paint),
  ];
}

function patternLines({ patterns }: Diagnosis, paint: Painter): readonly string[] {
  const lines = patterns.flatMap(({ id, summary, numbers, remedy, saving, feature }) => [
    `  ${paint.bold(id)}  ${summary}`,
    ...numbers.map((number) => `    · ${number}`),
    `    → ${remedy}${saving === null ? '' : ` With it: ${saving}.`}${feature === null ? '' : paint.dim(` (${feature})`)}`,
  ]);
  return section('Across the calls', lines, paint);
}

function otherFailures({ failures }: Diagnosis, paint: Painter): readonly string[] {
  const others = failures
    .slice(1, 8)
    .map(
      ({ method, address, failure, count, exchanges }) =>
        `  ${count} × ${failure} ${method} ${address}  ${paint.dim(`--exchange ${exchanges.at(-1) ?? ''}`)}`,
    );
  return section('Other failures in it', others, paint);
}

function section(title: string, lines: readonly string[], paint: Painter): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}

function numbered(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${index + 1}. ${line}`);
}

/** What can be said of requests whose answers weren't recorded. */
export function renderReviews(reviews: readonly Review[], paint: Painter): string {
  const lines = spellOutAll(reviews).flatMap(({ exchange, defects }) => [
    paint.bold(`${exchange}: no answer was recorded`),
    ...(defects.length === 0
      ? ['  Nothing is wrong with the request as far as can be seen.']
      : defects.map((defect) => `  - ${defect}`)),
  ]);
  return [...lines, '', 'Add the answer (curl -i), or send the request now with --replay.', ''].join('\n');
}

/** Two calls side by side. */
export function renderComparison(comparison: Comparison, paint: Painter): string {
  const { summary, inside, outside, differences, unseen } = spellOutAll(comparison);
  const lines = differences.flatMap(({ what, inside: one, outside: other, because }) => [
    `  ${paint.bold(what)}${because === null ? '' : `  ${because}`}`,
    `    inside   ${one ?? paint.dim('not sent')}`,
    `    outside  ${other ?? paint.dim('not sent')}`,
  ]);
  return [
    paint.bold(summary),
    `  inside   ${inside}`,
    `  outside  ${outside}`,
    ...section(differences.length === 0 ? 'The requests do not differ' : 'They differ in', lines, paint),
    ...section(
      'Not recorded, look by hand',
      unseen.map((text) => `  - ${text}`),
      paint,
    ),
    '',
  ].join('\n');
}
