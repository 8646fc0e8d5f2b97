/** Style of the diagnosis page: one column, light and dark, printable. */
export const diagnosisStyle = `
:root{color-scheme:light dark;--ink:#1d2329;--dim:#5b6670;--line:#d8dde2;--paper:#fff;--soft:#f4f6f8;--high:#0a6b3d;--medium:#8a5a00;--low:#5b6670}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaee;--dim:#9aa6b2;--line:#323a42;--paper:#14181c;--soft:#1c2228;--high:#5fd19a;--medium:#e3b04b;--low:#9aa6b2}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}
header p{margin:0;color:var(--dim);text-transform:uppercase;letter-spacing:.08em;font-size:.75rem}
h1{margin:.2rem 0 1rem;font-size:1.25rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:0 0 .4rem}
h3{font-size:.95rem;margin:1rem 0 .3rem}
section{border-top:1px solid var(--line);padding:1rem 0}
article{margin:0 0 1rem}
p{margin:.3rem 0}
ul,ol{margin:.3rem 0;padding-left:1.3rem}
li{overflow-wrap:anywhere}
.meta{color:var(--dim)}
.c-high{color:var(--high);font-weight:600}
.c-medium{color:var(--medium);font-weight:600}
.c-low{color:var(--low);font-weight:600}
blockquote{margin:.3rem 0;padding:.6rem 1rem;background:var(--soft);border-left:3px solid var(--line)}
pre{margin:.3rem 0;padding:.7rem;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0}
dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
summary{cursor:pointer}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{details{display:block}}
`;
