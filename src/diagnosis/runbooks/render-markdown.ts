import type { Runbook, RunbookItem } from './runbook.ts';

/** A runbook as a page of Markdown. `up` leads from the page to the root of the repository. */
export function renderRunbook(runbook: Runbook, up: string): string {
  const { title, failures, summary, reference } = runbook;
  return [
    `# ${title}`,
    '',
    `${summary} (${failures.join(', ')})`,
    '',
    ...part('Symptom', bullets(runbook.symptom)),
    ...part('What it means', bullets(runbook.meaning)),
    ...part('Not to be mistaken for its neighbours', bullets(runbook.neighbours)),
    ...part('What to check, in this order', numbered(runbook.steps)),
    ...part('Common causes', bullets(textsOf(runbook.causes))),
    ...part('What to do', numbered(runbook.resolution)),
    ...runbook.code.flatMap(({ title: name, language, text }) => [
      `### ${name}`,
      '',
      `\`\`\`${language}`,
      text.trimEnd(),
      '```',
      '',
    ]),
    ...part(
      'Shown to work',
      runbook.remedies.map((name) => `- [${name}](${up}features/remedies/${name}.feature)`),
    ),
    ...part('Outside of the platform', [
      'Against `faultline serve`:',
      '',
      ...runbook.outside.flatMap(({ says, command }) => [`- ${says}`, '', '  ```sh', `  ${command}`, '  ```', '']),
    ]),
    ...part('How to explain it', [`> ${runbook.explanation}`]),
    ...part('When to escalate', bullets(textsOf(runbook.escalate))),
    ...part('What the standards say', bullets(runbook.standards)),
    `Source: ${reference}`,
    '',
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function textsOf(items: readonly RunbookItem[]): readonly string[] {
  return items.map(({ text }) => text);
}

function bullets(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `- ${text}`);
}

function numbered(items: readonly RunbookItem[]): readonly string[] {
  return items.map(({ text }, index) => `${index + 1}. ${text}`);
}
