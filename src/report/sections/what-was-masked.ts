import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { count } from '../words.ts';

/** What was done to keep secrets out of the report, and what it leaves out for its size. */
export const whatWasMasked = defineSection({
  name: 'what-was-masked',
  title: 'What was masked',
  menu: 'Masked',
  summary: 'How secrets were kept out, and what this page leaves out for its size.',
  render: ({ result: { masked }, detail }) =>
    html`<p>${masked === 0 ? 'No value had to be masked' : html`<b>${count(masked, 'value')}</b> ${masked === 1 ? 'was' : 'were'} masked`} before anything was stored: credentials in headers, parameters, addresses and bodies, their repetitions, and whatever looks like a token. A mask shows the length of the secret and what is odd about it, such as a blank. In the commands each credential is an environment variable.</p><p>Bodies are shown up to ${count(
      detail.bodyCharacters,
      'character',
    )}${!detail.routineHeaders && ', headers that every answer carries are not shown'}, and more than twenty attempts alike are folded. <code>result.json</code> beside this page has them all.</p>`,
});
