import { style } from '../page/style.ts';

const own = `
.warned{color:var(--untested)}.s.warned>summary .g{color:var(--untested)}.s.warned .because{color:var(--untested)}.tiles .warned{background:var(--untested-bg)}
.s.kept .because{color:var(--kept)}.score td{white-space:nowrap}.score td:last-child{white-space:normal}.score{width:100%}
.mark{display:inline-block;border-radius:4px;padding:0 .4rem;margin:.05rem .1rem;text-decoration:none;font-size:.82rem;font-weight:600}.mark:hover{outline:1px solid}
.mark.kept{background:var(--kept-bg)}.mark.broken{background:var(--broken-bg)}.mark.warned,.mark.untested{background:var(--untested-bg)}.mark.untested{font-weight:400}
.probe{border-top:1px solid var(--line);margin-top:.8rem;padding-top:.6rem}
@media(max-width:600px){.score td:nth-child(2){white-space:normal}}
`;

/** The style sheet of a client's page: the report's, and what only this page has. */
export const clientStyle = style + own.replaceAll('\n', '');
