/** On paper: A4, light, everything that is shown open, nothing that only works on a screen. */
export const printStyle = `
@page{size:A4;margin:14mm 12mm}
@media print{:root,:root[data-theme]{color-scheme:light}body{background:#fff;font-size:10pt}nav,.filters,button,.skip,#none{display:none!important}
header,main,.foot{max-width:none;padding:0}.scroll{overflow:visible;max-height:none}.scroll th,.scroll thead th{position:static!important}.matrix,.retry{font-size:7pt}.matrix td,.matrix thead th{min-width:0}.retry td,.retry .why{min-width:0}
.x pre,.cmd,.err{max-height:none!important;font-size:7.5pt}.cmd{padding-right:.6rem!important}a{color:inherit;text-decoration:none}
.s,.fail,.book,.verdict,.facts{border-color:#bbb;break-inside:auto}summary,h2,h3,h4,.a{break-after:avoid}li,.x pre,tr{break-inside:avoid}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;
