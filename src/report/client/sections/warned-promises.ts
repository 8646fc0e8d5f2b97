import { html } from '../../html.ts';
import { defineClientSection } from '../client-section.ts';
import { promisePart } from '../promise.ts';

/** Practices it doesn’t follow. */
export const warnedPromises = defineClientSection({
  name: 'warned-promises',
  title: 'Practices it doesn’t follow',
  menu: 'Warned',
  summary: 'No standard demands them, and most who run clients wish they were kept.',
  badge: ({ counts }) => counts.warned,
  render({ judgement, detail }) {
    const checks = judgement.checks.filter(({ verdict }) => verdict === 'warned');
    if (checks.length === 0) return null;
    return html`${checks.map((check) => promisePart(check, judgement, detail, true))}`;
  },
});
