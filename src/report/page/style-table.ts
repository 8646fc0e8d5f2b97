/** The matrix, and the table of what may be tried again. */
export const tableStyle = `
.scroll{position:relative;overflow:auto;max-height:85vh;border:1px solid var(--line);border-radius:8px;background:var(--card);margin-bottom:.4rem}
table{border-collapse:separate;border-spacing:0;font-size:.86rem}
.scroll th,.scroll td{border-bottom:1px solid var(--line);padding:.28rem .5rem;text-align:left;vertical-align:top}
.scroll tr:last-child>*{border-bottom:0}
.scroll thead th{position:sticky;top:0;background:var(--sunk);z-index:2;font-weight:600}
.scroll th[scope=row],.scroll thead th:first-child{position:sticky;left:0;background:var(--card);z-index:1;border-right:1px solid var(--line);font-weight:400;white-space:nowrap}
.scroll thead th:first-child{z-index:3;background:var(--sunk);vertical-align:bottom}
.scroll th a{color:inherit;text-decoration:none}.scroll th a:hover{text-decoration:underline}
.matrix{min-width:100%}.matrix td,.matrix thead th{text-align:center;padding:.2rem .15rem;min-width:2.1rem;vertical-align:middle}
.matrix thead th{vertical-align:bottom}.matrix thead th:first-child{text-align:left;padding-left:.5rem}
.matrix th.status+.transport,.matrix .first{border-left:1px solid var(--line)}
.matrix .transport span{max-height:8.2rem;line-height:1.05;writing-mode:vertical-rl;transform:rotate(180deg);font-weight:400;font-size:.8rem}
.matrix td a{display:block;color:inherit;text-decoration:none;border-radius:4px;padding:.05rem .2rem;font-weight:600;white-space:nowrap}
.matrix td a:hover{outline:1px solid}
.matrix td.kept a{background:var(--kept-bg)}.matrix td.broken a{background:var(--broken-bg)}.matrix td.untested a,.matrix td.known a{background:var(--untested-bg)}
.matrix td.kept{color:var(--ink)}.matrix td.on a{outline:2px solid var(--accent)}
.matrix .nd,.matrix .ex td{color:var(--soft)}.matrix .ex td{text-align:left;padding-left:.5rem}
.matrix .sum{color:var(--soft);font-variant-numeric:tabular-nums;border-left:1px solid var(--line)}.matrix tfoot>tr>*,.matrix tfoot th[scope=row]{background:var(--sunk);font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}
.matrix sup{font-size:.65em;line-height:0}.matrix td small{display:block;font-size:.68rem;line-height:1.1}.more{margin:0 0 .6rem;color:var(--soft);font-size:.82rem}.scroll.cut{box-shadow:inset -12px 0 10px -12px var(--ink)}
.retry{width:100%}.retry td{min-width:7rem}.retry td:nth-child(5){min-width:11rem}.retry .why{min-width:16rem}.retry th small{white-space:normal;overflow-wrap:anywhere;display:block;max-width:14rem}
@media(max-width:600px){.matrix th[scope=row]{min-width:7.6rem;max-width:9rem;white-space:normal;overflow-wrap:anywhere;font-size:.8rem;line-height:1.25}.retry th[scope=row]{max-width:8rem;white-space:normal;overflow-wrap:anywhere}}
`;
