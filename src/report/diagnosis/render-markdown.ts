import type { Diagnosis } from '../../diagnosis/index.ts';
import { categories, retryClasses, sides } from '../../retry/index.ts';

/** A diagnosis as Markdown, for a ticket. `subject` is the masked first line. */
export function renderDiagnosisMarkdown(diagnosis: Diagnosis, subject: string): string {
  return [
    `# ${inline(subject)}`,
    '',
    ...causeParts(diagnosis),
    ...retryPart(diagnosis),
    ...part(
      'Next steps',
      diagnosis.next.map((step, index) => `${index + 1}. ${inline(step)}`),
    ),
    ...part('To the client', [`> ${inline(diagnosis.explanation)}`]),
    ...escalationParts(diagnosis),
    ...part(
      'Across the calls',
      diagnosis.patterns.map(
        ({ id, summary, numbers, remedy, saving }) =>
          `- **${id}**: ${inline([summary, ...numbers.map((text) => `${text}.`), remedy, saving === null ? '' : `With it: ${saving}.`].join(' '))}`,
      ),
    ),
    `Runbook: \`faultline explain ${diagnosis.runbook}\``,
    '',
  ].join('\n');
}

function causeParts({ causes }: Diagnosis): readonly string[] {
  return causes.flatMap(({ id, summary, side, confidence, evidence }, index) => [
    index === 0 ? `## ${id}` : index === 1 ? '## Also possible' : '',
    ...(index === 0 ? [] : ['', `**${id}**`]),
    '',
    `${inline(summary)} (${confidence} confidence, side: ${sides[side]})`,
    '',
    ...evidence.map(({ text }) => `- ${inline(text)}`),
    '',
  ]);
}

function retryPart({ class: retryClass, retry, waitMs, category }: Diagnosis): readonly string[] {
  if (retryClass === null) return [];
  const wait = waitMs === null ? '' : `, not before ${waitMs / 1000} s`;
  return [
    `Retry: **${retry ? `yes${wait}` : 'no, not as it is'}** (${retryClasses[retryClass]}${category === null ? '' : `; ${categories[category]}`})`,
    '',
  ];
}

function escalationParts({ escalation: { advised, because, open, packet } }: Diagnosis): readonly string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['First seen', packet.firstSeen],
    ['Last seen', packet.lastSeen],
    ['Attempts', packet.attempts === 0 ? null : String(packet.attempts)],
    ['Request ids', packet.requestIds.length === 0 ? null : packet.requestIds.join('; ')],
    ['Request', packet.request === null ? null : `${packet.request.method} ${packet.request.url}`],
    ['Tried', packet.tried.length === 0 ? null : packet.tried.join('; ')],
  ];
  const rows = facts.flatMap(([name, value]) =>
    value === null ? [] : [`| ${name} | ${inline(value).replaceAll('|', '\\|')} |`],
  );
  return [
    ...part(
      advised ? 'Escalate to the provider' : 'Escalation: not yet',
      [...because, ...open].map((text) => `- ${inline(text)}`),
    ),
    ...(rows.length === 0 ? [] : ['| | |', '|---|---|', ...rows, '']),
    ...(packet.request?.body ? ['Payload, without secrets:', '', ...fenced(packet.request.body, 'json')] : []),
    ...(packet.curl === null ? [] : fenced(packet.curl, 'sh')),
  ];
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 && !title.startsWith('Escalation') ? [] : [`## ${title}`, '', ...lines, ''];
}

/** A fence longer than any within. */
function fenced(text: string, language: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence, ''];
}

/** Text that stays text: what Markdown or HTML would take for its own is escaped. */
function inline(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\`*_[\]<>#]/g, '\\$&');
}
