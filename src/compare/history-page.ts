import { escapeMarkup } from '../documents/escape-markup.js';
import { groupBy } from '../documents/group-by.js';
import { htmlPage } from '../documents/html-page.js';
import { quantity } from '../documents/number-format.js';
import { printable } from '../documents/printable.js';
import { changeText } from './history-text.js';
import type { HistoryDocument, Trend } from './history-record.js';
import { trendChart } from './trend-chart.js';

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e6e6); --faint: light-dark(#ddd, #3a3d42); --line: light-dark(#0a5a9c, #6db3f2); --worse: light-dark(#a4260f, #ff9d86); --better: light-dark(#1a6b2d, #7fd694); }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink); background: light-dark(#fff, #16181c); }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
svg { width: 100%; min-width: 36rem; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
.grid { stroke: var(--faint); fill: none; } .range { stroke: var(--line); opacity: .45; stroke-width: 3; fill: none; }
polyline { fill: none; stroke: var(--line); stroke-width: 1.6; } .mark { fill: var(--line); } .worse { fill: var(--worse); } .better { fill: var(--better); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--faint); } th:first-child { text-align: left; }
:focus-visible { outline: 2px solid var(--line); outline-offset: 2px; } summary { cursor: pointer; } .failed { color: var(--worse); }
`;

/** A page of its own with a chart for each metric of each scenario: no script, and nothing from the network. */
export function historyPage({ failures, folder, sets, trends }: HistoryDocument): string {
  const title = `Migrations: ${folder}`;
  const verdict =
    failures.length === 0
      ? '<p>No regression in the newest set.</p>'
      : `<ul class="failed">${failures.map((each) => `<li>${text(each)}</li>`).join('')}</ul>`;
  const sections = Array.from(
    groupBy(trends, ({ scenario }) => scenario),
    ([scenario, group]) => {
      const charts = group
        .filter(({ points }) => points.length > 0)
        .map((trend) => part(trend, sets));
      return `<h2>${text(scenario)}</h2>\n${charts.join('\n')}`;
    },
  );
  return htmlPage({
    title: printable(title),
    style,
    body: `<h1>${text(title)}</h1>
<p>${sets.length} sets, ${text(sets[0])} to ${text(sets.at(-1) ?? '')}. A dot is a set, its bar the range of its runs. A triangle that
points up is worse than the first set, one that points down better.</p>
${verdict}
${sections.join('\n')}`,
  });
}

function part(trend: Trend, sets: readonly string[]): string {
  const printed = {
    ...trend,
    points: trend.points.map((each) => ({ ...each, set: printable(each.set) })),
  };
  const rows = printed.points.map((point) => {
    const { max, min, runs, set, value } = point;
    const cells = [
      quantity(value, trend.unit),
      changeText(point),
      quantity(min, trend.unit),
      quantity(max, trend.unit),
      String(runs),
    ];
    return `<tr><th scope="row">${escapeMarkup(set)}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
  });
  return `<h3>${escapeMarkup(trend.metric)}</h3>
<div class="scroll" tabindex="0">${trendChart({ ...printed, scenario: printable(trend.scenario) }, sets.map(printable))}</div>
<details><summary>figures</summary><div class="scroll"><table>
<thead><tr><th>set</th><th>value</th><th>change</th><th>least</th><th>most</th><th>runs</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div></details>`;
}

/** Words from anywhere, as text of a page. */
function text(words: string): string {
  return escapeMarkup(printable(words));
}
