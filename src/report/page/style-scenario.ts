/** Filters, the list of scenarios and what each opens into. */
export const scenarioStyle = `
.filters{position:sticky;top:2.35rem;z-index:4;background:var(--bg);display:flex;flex-wrap:wrap;gap:.4rem .7rem;align-items:end;padding:.5rem 0;border-bottom:1px solid var(--line)}
.filters label{font-size:.76rem;color:var(--soft);display:grid;min-width:0}.filters select{max-width:11.5rem}.filters .q{flex:1 1 14rem}.filters select,.filters input{height:2rem;color:var(--ink);font-size:.88rem}
.filters select.on,.filters input.on{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.found{flex:1 0 100%;display:flex;gap:.6rem;align-items:center;font-size:.86rem}.found button{font-size:.8rem;padding:.1rem .5rem}
.fe{margin:.9rem 0}.fe>h3{margin-bottom:.3rem}
.s{background:var(--card);border:1px solid var(--line);margin-top:-1px;border-radius:4px;color:var(--ink);scroll-margin-top:9rem}
summary{cursor:pointer;list-style:none;padding:.4rem .8rem}summary::-webkit-details-marker{display:none}summary:hover{background:var(--sunk)}
.s>summary{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
.s .g{flex:none;width:1.1rem}.s.kept>summary .g{color:var(--kept)}.s.broken>summary .g{color:var(--broken)}.s.untested>summary .g,.s.known>summary .g{color:var(--untested)}
.s .n{flex:1 1 18rem;min-width:0;overflow-wrap:anywhere}.s.broken>summary .n,.s.known>summary .n,.s.untested>summary .n{font-weight:600}
.m{display:flex;flex-wrap:wrap;gap:.1rem .35rem;color:var(--soft);font-size:.8rem;min-width:0}.m>i{font-style:normal;background:var(--sunk);border-radius:4px;padding:0 .35rem;overflow-wrap:anywhere}
.s[open]{border-color:var(--wait);margin:.3rem 0;position:relative}.s[open]>summary{background:var(--sunk)}
.d{padding:.5rem 1rem 1rem;border-top:1px solid var(--line)}
.w{color:var(--soft);font-size:.84rem;overflow-wrap:anywhere}.w i{font-style:normal;margin-left:.3rem;font-family:var(--mono);font-size:11.5px}
.because{margin:.5rem 0;font-weight:600}.s.broken .because{color:var(--broken)}.s.untested .because,.s.known .because{color:var(--untested)}
.cmp{display:grid;grid-template-columns:auto 1fr;gap:.2rem .8rem;margin:.5rem 0;padding:.6rem .8rem;background:var(--sunk);border-radius:6px}.cmp dt{color:var(--soft);font-size:.84rem}.cmp mark{background:var(--mark);color:inherit;border-radius:2px}
.st{list-style:none;padding:0;margin:.6rem 0}.st li{padding-left:1.3rem;text-indent:-1.3rem}.st li>*{text-indent:0}.st li::before{content:"✓ ";color:var(--kept);display:inline-block;width:1.3rem;text-indent:0}
.st .f::before{content:"✗ ";color:var(--broken)}.st .sk::before{content:"○ ";color:var(--soft)}.st .sk{color:var(--soft)}.st .f>i{color:var(--broken)}
.st b{font-weight:600;color:var(--soft)}.st pre,.st table{margin:.2rem 0 .2rem 1.3rem}.st pre{background:var(--sunk);padding:.4rem .6rem;border-radius:6px}.st td{border:1px solid var(--line);padding:.1rem .5rem}.err{color:var(--broken);max-height:18rem;overflow:auto}
.rb a{margin-left:.3rem}.tl{margin:.3rem 0 .5rem}.tl svg{display:block;width:100%;height:26px;background:linear-gradient(var(--line),var(--line)) 0 10px/100% 1px no-repeat var(--sunk);border-radius:5px}.tl figcaption{display:flex;justify-content:space-between;font-size:.75rem;color:var(--soft)}
.tl path{vector-effect:non-scaling-stroke}.tl .ok{fill:var(--kept);stroke:var(--kept)}.tl .ko{fill:var(--broken);stroke:var(--broken)}.tl .ra{fill:var(--untested)}.lg{color:var(--untested)}
.at{padding-left:1.7rem}.at>li{margin:.35rem 0}.at>li::marker{color:var(--soft);font-size:.85rem}.e>summary{padding:0;display:block}.e>summary:hover{background:none}.e>summary::before{content:"▸ ";color:var(--soft);font-size:.8rem}.e[open]>summary::before{content:"▾ "}.a{overflow-wrap:anywhere}.a time{color:var(--soft);font-variant-numeric:tabular-nums;font-size:.84rem}.a>span{font-size:.8rem;border:1px solid var(--line);border-radius:4px;padding:0 .3rem;white-space:nowrap}
.x{display:grid;grid-template-columns:1fr 1fr;gap:.5rem;margin:.3rem 0}.x pre,.cmd,.fail .cmd{background:var(--sunk);border-radius:6px;padding:.5rem .7rem;max-height:24rem;overflow:auto}.cut{color:var(--soft)}
.cmd{position:relative;padding-right:4.2rem!important;margin:.3rem 0}.cmd button{position:absolute;top:.25rem;right:.25rem;font:12px system-ui,sans-serif;padding:.1rem .45rem}blockquote.cmd{font-style:normal}
.fold{border:1px dashed var(--line);border-radius:6px;padding:.2rem .6rem;margin:.2rem 0;font-size:.86rem}
.book{margin-bottom:.4rem}.book .cols>div{border:0;padding:0}.book h4:first-child{margin-top:.3rem}.book>summary{display:flex;gap:.6rem;flex-wrap:wrap;align-items:baseline}
@media(max-width:760px){.x{grid-template-columns:1fr}header,main,.foot{padding-left:12px;padding-right:12px}.filters{position:static}.filters label{flex:1 1 40%}.filters .q{flex-basis:100%}.filters select{max-width:none;width:100%}.d{padding:.5rem .6rem .8rem}.s{scroll-margin-top:3rem}.m{padding-left:1.7rem}}
`;
