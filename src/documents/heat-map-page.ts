import { escapeMarkup } from './escape-markup.js';
import { comparable } from './number-format.js';
import type { TwoWayCell, TwoWayTable } from './two-way-table.js';

/** Beyond this ratio of the largest to the smallest value a linear scale shows the largest only. */
const logarithmicFrom = 50;

const style = `
:root { color-scheme: light dark; --low: light-dark(#edf4fb, #14263a); --high: light-dark(#062f63, #8cc4ff); }
body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; }
h1 { font-size: 1.3rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 2px; font-variant-numeric: tabular-nums; }
th { font-weight: 600; padding: .2rem .6rem; text-align: right; white-space: nowrap; }
td { background: color-mix(in oklab, var(--high) calc(var(--v) * 100%), var(--low)); padding: .45rem .7rem; text-align: right; border-radius: 3px; }
td.deep { color: light-dark(#fff, #000); }
td.none { background: none; outline: 1px dashed color-mix(in srgb, currentcolor 30%, transparent); outline-offset: -1px; }
p { color: light-dark(#444, #bbb); }
.scale { display: inline-block; width: 8rem; height: .8em; border-radius: 3px; background: linear-gradient(to right in oklab, var(--low), var(--high)); vertical-align: baseline; }
`;

/**
 * A page of its own with a heat map for each table: no script, and nothing from the network.
 *
 * @param title plain text, as is all that is shown
 * @param lines what is said before the tables
 */
export function heatMapPage(
  title: string,
  lines: readonly string[],
  tables: readonly TwoWayTable[],
): string {
  const text = lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeMarkup(title)}</h1>
${text}
${tables.map(heatMap).join('\n')}
</body>
</html>
`;
}

function heatMap(table: TwoWayTable): string {
  const { title, rowName, columnName, rows, columns, cells } = table;
  const scale = scaleOf(table);
  const head = columns.map((column) => `<th scope="col">${escapeMarkup(column)}</th>`).join('');
  const body = rows.map((row, index) => {
    const figures = cells[index].map((cell) => heatCell(cell, scale));
    return `<tr><th scope="row">${escapeMarkup(row)}</th>${figures.join('')}</tr>`;
  });
  return `<h2>${escapeMarkup(title)}</h2>
<p>${scale.text}</p>
<div class="scroll"><table>
<thead><tr><th>${escapeMarkup(`${rowName} \\ ${columnName}`)}</th>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

function heatCell(cell: TwoWayCell | null, { position }: Scale): string {
  if (cell === null) return '<td class="none"></td>';
  const hover = `title="${escapeMarkup(cell.note)}"`;
  const text = escapeMarkup(cell.text);
  if (cell.value === null) return `<td class="none" ${hover}>${text}</td>`;
  const depth = position(cell.value);
  // From here on the text of a shallow cell would be hard to read.
  const deep = depth > 0.6 ? ' class="deep"' : '';
  return `<td${deep} style="--v:${depth.toFixed(3)}" ${hover}>${text}</td>`;
}

interface Scale {
  readonly text: string;
  /** Where a value is between the smallest (0) and the largest (1). */
  position(value: number): number;
}

function scaleOf({ cells }: TwoWayTable): Scale {
  const values = cells.flat().flatMap((cell) => (cell === null ? [] : (cell.value ?? [])));
  if (values.length === 0) return { text: 'no run has this figure', position: () => 0 };
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const isLogarithmic = low > 0 && high / low > logarithmicFrom;
  const map = (value: number): number => (isLogarithmic ? Math.log(value) : value);
  const span = map(high) - map(low);
  const form = isLogarithmic ? ', logarithmic' : '';
  return {
    text: `${comparable(low)} <span class="scale"></span> ${comparable(high)}${form}`,
    position: (value) => (span === 0 ? 0 : (map(value) - map(low)) / span),
  };
}
