import { printStyle } from './style-print.ts';
import { scenarioStyle } from './style-scenario.ts';
import { tableStyle } from './style-table.ts';

const base = `
:root{color-scheme:light dark;
--bg:light-dark(#f6f7f9,#12151a);--card:light-dark(#fff,#1a1f26);--sunk:light-dark(#f0f2f5,#141920);--line:light-dark(#d9dee5,#313944);
--ink:light-dark(#1a2330,#e4e9f0);--soft:light-dark(#566273,#9daab9);--accent:light-dark(#1f5fbf,#7db3ff);
--kept:light-dark(#17713f,#5fce8f);--kept-bg:light-dark(#e3f4ea,#16301f);--broken:light-dark(#b3261e,#ff8d84);--broken-bg:light-dark(#fde8e6,#401a18);
--untested:light-dark(#7a5200,#eabf62);--untested-bg:light-dark(#fcf1d8,#352a10);--mark:light-dark(#ffd7d3,#6d2a26);--wait:light-dark(#8a94a3,#76828f);
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
code,pre,kbd{font-family:var(--mono);font-size:12.5px}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,dl,dd,figure,blockquote{margin:0}
h1{font-size:1.35rem;line-height:1.25}h2{font-size:1.15rem}h3{font-size:1rem}h4{font-size:.8rem;margin:.9rem 0 .3rem;color:var(--soft);text-transform:uppercase;letter-spacing:.04em}
small,.note{color:var(--soft);font-size:.85rem;font-weight:400}
ul,ol{padding-left:1.2rem}
.h{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--card);padding:.4rem .8rem}
header,main,.foot{max-width:1240px;margin:0 auto;padding:0 20px}
header{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;align-items:center;padding-top:1.1rem;padding-bottom:.8rem}
header div{flex:1 1 20rem;min-width:0}header p{color:var(--soft);overflow-wrap:anywhere}
button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.28rem .6rem}
button{cursor:pointer;font-size:.86rem}button:hover{border-color:var(--accent)}
nav{position:sticky;top:0;z-index:5;background:var(--bg);border-bottom:1px solid var(--line)}
nav ul{max-width:1240px;margin:0 auto;padding:0 12px;display:flex;overflow-x:auto;list-style:none;scrollbar-width:none}
nav a{display:block;padding:.55rem .5rem;white-space:nowrap;text-decoration:none;color:var(--soft);font-size:.86rem}nav a:hover{color:var(--ink)}
nav b{background:var(--sunk);border:1px solid var(--line);border-radius:9px;padding:0 .4rem;font-size:.75rem;font-weight:600}
nav .bad b{background:var(--broken-bg);color:var(--broken);border-color:currentColor}
main>section{margin:1.5rem 0;scroll-margin-top:3.2rem}
#verdict>h2,#verdict>h2+p{position:absolute;clip-path:inset(50%)}
main>section>h2+p{color:var(--soft);margin:.1rem 0 .7rem}
.kept{color:var(--kept)}.broken{color:var(--broken)}.untested,.known{color:var(--untested)}.ok{color:var(--kept)}.ko{color:var(--broken)}
.card,.verdict,.fail,.facts,.problems,.cols>div,.book{background:var(--card);border:1px solid var(--line);border-radius:8px}
.verdict{color:var(--ink);padding:1rem 1.2rem;border-left:5px solid}
.verdict.kept{border-left-color:var(--kept)}.verdict.broken{border-left-color:var(--broken)}.verdict.untested,.verdict.known{border-left-color:var(--untested)}
.big{font-size:1.55rem;font-weight:650;line-height:1.25}.verdict.kept .g{color:var(--kept)}.verdict.broken .g{color:var(--broken)}.verdict.untested .g,.verdict.known .g{color:var(--untested)}
.verdict .because{margin:.3rem 0;color:var(--ink);font-weight:400}
.shares{display:block;width:100%;height:8px;margin:.8rem 0;border-radius:4px;background:var(--sunk)}
.shares .kept{fill:var(--kept)}.shares .broken{fill:var(--broken)}.shares .known{fill:var(--wait)}.shares .untested{fill:var(--untested)}
.tiles{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem;margin-bottom:.6rem}.tiles li{background:var(--sunk);border-radius:6px;padding:.25rem .7rem}.tiles .kept{background:var(--kept-bg)}.tiles .broken{background:var(--broken-bg)}.tiles .untested,.tiles .known{background:var(--untested-bg)}.tiles a{color:inherit;text-decoration:none}.tiles a:hover{text-decoration:underline}.tiles b{font-size:1.15rem}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:.8rem 1.6rem;padding:1rem 1.2rem}
.facts dt{font-size:.78rem;color:var(--soft)}.facts dd{overflow-wrap:anywhere}.hash{font-size:11px;color:var(--soft)}.tool{white-space:nowrap;margin-right:.6rem}
.fail{padding:.8rem 1.1rem;border-left:4px solid var(--broken);margin-bottom:.8rem}.fail ul{margin:.3rem 0}.fail .step{margin:.3rem 0}
.problems{list-style:none;padding:.4rem 1.1rem}.problems li{padding:.5rem 0}.problems li+li{border-top:1px solid var(--line)}
.cols{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(340px,100%),1fr));gap:.8rem}.cols>div{padding:.8rem 1.1rem}
.cols li{margin:.2rem 0}
.foot{padding-top:.5rem;padding-bottom:3rem;color:var(--soft);font-size:.85rem}
dialog{border:1px solid var(--line);border-radius:10px;background:var(--card);color:var(--ink);max-width:30rem;padding:1.2rem 1.4rem}dialog::backdrop{background:#0008}
dialog dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem;margin:.8rem 0}kbd{border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 .35rem;background:var(--sunk)}
`;

/** The page's style sheet, in one piece. */
export const style = [base, tableStyle, scenarioStyle, printStyle].join('').replaceAll('\n', '');
