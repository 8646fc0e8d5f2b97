/**
 * Writes docs/lint.md from the rules: `npm run docs`. The test beside it says when that is due.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allRules, type RuleInfo } from '../src/lint/index.ts';

export const lintPagePath = join(import.meta.dirname, '..', 'docs', 'lint.md');

const intro = `# Lint

<!-- Written by \`npm run docs\` from src/lint/; don't edit it here. -->

\`faultline lint [openapi] [features…]\` says what is missing or wrong in the failures that a document declares, in its failure
layer and in features. It runs nothing and asks no address. Each finding has its place, says why it matters and what to do.

It ends with 0 when there are warnings at most, 1 when there are errors, 2 when something couldn't be looked at: a file that
isn't there or can't be parsed, a feature that isn't Gherkin, steps that don't load.

| option | does |
|---|---|
| \`--rule no-429=off\` | sets how much a rule counts: \`off\`, \`warn\` or \`error\`; may be repeated |
| \`--json\` | prints \`[{"rule","severity","file","line","column","pointer","message","fix"}]\`; null where something isn't known; [the schema](../openapi/lint.schema.json) ships |
| \`--format sarif\` | prints SARIF 2.1.0, which code hosts show by line |
| \`--overlay missing.overlay.yaml\` | writes an [OpenAPI Overlay](https://spec.openapis.org/overlay/v1.0.0.html) that adds missing responses, headers and bodies, in the dialect that the document's other errors have |
| \`--all\` | shows every finding; the text says what holds of many places once, and stops after ten of a rule in a file |
| \`--rules\` | lists the rules |

In the configuration \`lint: { rules: { no-429: off } }\` does what \`--rule\` does; the option wins.

Structure and examples are checked by [Redocly's linter](https://redocly.com/docs/cli/rules/), the rest by rules of our own.`;

const titles = { document: 'The document', layer: 'The failure layer', features: 'Features' } as const;

/** The page, as it stands in docs/lint.md. */
export function renderLintPage(rules: readonly RuleInfo[]): string {
  const sections = [...Map.groupBy(rules, ({ about }) => about)].map(([about, own]) => {
    const rows = own.map((rule) => [`\`${rule.name}\``, rule.severity, rule.summary, rule.why, rule.reference]);
    return `## ${titles[about]}\n\n${table(['rule', 'severity', 'finds', 'why', 'reference'], rows)}`;
  });
  return `${[intro, ...sections].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

if (import.meta.main) await writeFile(lintPagePath, renderLintPage(allRules));
