import { html } from '../html.ts';
import { defineSection } from '../section.ts';

/** What is wrong with the features themselves, and how to mend it. */
export const problems = defineSection({
  name: 'problems',
  title: 'Problems of the features',
  menu: 'Problems',
  summary: 'These are defects of what was run, not of the API: until they are mended the verdict is incomplete.',
  badge: (result) => result.problems.length,
  render({ result }) {
    if (result.problems.length === 0) return null;
    return html`<ul class=problems>${result.problems.map(
      ({ message, fix, file, line }) =>
        html`<li>${file !== undefined && html`<code>${file}${line !== undefined && `:${line}`}</code> `}${message}<br><b>${fix}</b>`,
    )}</ul>`;
  },
});
