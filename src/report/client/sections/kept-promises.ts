import { html } from '../../html.ts';
import { defineClientSection } from '../client-section.ts';
import { promisePart } from '../promise.ts';

/** Promises kept. */
export const keptPromises = defineClientSection({
  name: 'kept-promises',
  title: 'Promises kept',
  menu: 'Kept',
  summary: 'What was put to the test and went well.',
  badge: ({ counts }) => counts.kept,
  render({ judgement, detail }) {
    const checks = judgement.checks.filter(({ verdict }) => verdict === 'kept');
    if (checks.length === 0) return null;
    return html`${checks.map((check) => promisePart(check, judgement, detail, false))}`;
  },
});
