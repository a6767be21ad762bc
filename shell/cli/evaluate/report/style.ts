/** The style of the report, for screens from 400 pixels on and for paper. */
export const style = `
:root { color-scheme: light; }
body { max-width: 45rem; margin: 0 auto; padding: 1rem; background: white; color: #111;
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; overflow-wrap: anywhere; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 3rem; }
nav h2 { margin-top: 1.5rem; font-size: 1rem; }
a { color: #0b57a4; }
dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 0.15rem 1rem; font-size: 0.9rem; }
dt { color: #555; }
dd { margin: 0; }
figure { margin: 1.5rem 0; }
figure > svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 0.5rem; font-size: 0.9rem; }
.key { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0.5rem 0; padding: 0; list-style: none;
  justify-content: center; font-size: 0.85rem; }
.key li { display: flex; align-items: center; gap: 0.4rem; max-width: 100%; }
.key svg { flex: none; }
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; font-size: 0.85rem; overflow-wrap: normal; }
th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
th { border-bottom-color: #111; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.holds, .fails { white-space: nowrap; }
.fails { font-weight: bold; }
summary { cursor: pointer; }
@page { margin: 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  figure, tr { break-inside: avoid; }
  figure { margin: 0.75rem 0; }
  figure > svg { width: 120mm; margin: 0 auto; }
  .digits { margin: 0.5rem 0; font-size: 0.9rem; }
  h1, h2, h2 + p { break-after: avoid; }
  .digits { break-before: avoid; }
  h2 { margin-top: 1.5rem; }
  p { orphans: 3; widows: 3; }
  .scroll { overflow: visible; }
  details { display: none; }
  a { color: inherit; }
}
`
