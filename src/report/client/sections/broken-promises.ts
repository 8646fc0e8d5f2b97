import { html } from '../../html.ts';
import { defineClientSection } from '../client-section.ts';
import { promisePart } from '../promise.ts';

/** Promises broken. */
export const brokenPromises = defineClientSection({
  name: 'broken-promises',
  title: 'Promises broken',
  menu: 'Broken',
  summary: 'What the client does wrong, each with what was seen, why it matters and what to change.',
  badge: ({ counts }) => counts.broken,
  render({ judgement, detail }) {
    const checks = judgement.checks.filter(({ verdict }) => verdict === 'broken');
    if (checks.length === 0) return null;
    return html`${checks.map((check) => promisePart(check, judgement, detail, true))}`;
  },
});
