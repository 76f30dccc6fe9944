// Makes docs/picture.svg, or the file that is named: remaining RAM and throttle of two migrations of the README's guest,
// by QEMU's original auto-converge and with the background sync of the v1 series. The same bytes each time.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { argv, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const target = argv[2] ?? path('../docs/picture.svg');

const guest =
  '--host smartx-v1 --cpus 16 --mem 100 --stress-mem 3000 --max-iters 200 --max-time 1200';
const runs = [
  { label: 'original auto-converge', mode: 'original', dash: '' },
  { label: 'with background sync (v1)', mode: 'v1', dash: '6 3' },
];

/** What a report says over time: seconds since the migrate command, GiB remaining, percent of throttle. */
function progressOf(mode) {
  const args = ['run', ...guest.split(' '), '--mode', mode, '--format', 'guestperf', '--quiet'];
  const { status, stdout, stderr, error } = spawnSync(
    execPath,
    [path('../bin/guestperf-sim.js'), ...args],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`${mode}: exit status ${status}: ${stderr}`);
  const { samples } = JSON.parse(stdout).extra.guestperf_sim;
  return samples.at_ms.map((ms, index) => ({
    seconds: ms / 1000,
    remaining: samples.remaining_bytes[index] / 2 ** 30,
    throttle: samples.throttle_pcent[index],
  }));
}

const width = 760;
const left = 52;
const right = 16;
const inner = width - left - right;
const panels = [
  {
    key: 'remaining',
    title: 'RAM still to be sent, GiB (of 100)',
    top: 52,
    height: 130,
    most: 4,
    ticks: [0, 2, 4],
  },
  { key: 'throttle', title: 'throttle, %', top: 226, height: 90, most: 100, ticks: [0, 50, 100] },
];
const height = 352;
const drawn = runs.map((run) => ({ ...run, points: progressOf(run.mode) }));
const longest = Math.ceil(Math.max(...drawn.map(({ points }) => points.at(-1).seconds)) / 50) * 50;
const x = (seconds) => left + (seconds / longest) * inner;
const round = (value) => String(Math.round(value * 10) / 10);

/** Points of a line; of those that fall on one column the highest and the lowest stay. */
function lineOf(points, { height: high, key, most, top }) {
  const y = (value) => top + high - (Math.min(value, most) / most) * high;
  const columns = new Map();
  for (const { seconds, [key]: value } of points) {
    const column = Math.floor(x(seconds));
    columns.set(column, [...(columns.get(column) ?? []), value]);
  }
  return [...columns]
    .flatMap(([column, values]) =>
      [...new Set([Math.max(...values), Math.min(...values)])].map(
        (value) => `${column},${round(y(value))}`,
      ),
    )
    .join(' ');
}

function panel(shown) {
  const { height: high, most, ticks, title, top } = shown;
  const y = (value) => top + high - (value / most) * high;
  return [
    `<text x="${left}" y="${top - 8}">${title}</text>`,
    ...ticks.map(
      (tick) =>
        `<path class="grid" d="M${left} ${y(tick)}H${width - right}"/><text class="axis" x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`,
    ),
    ...drawn.map(
      ({ dash, points }, index) =>
        `<polyline class="run${index}"${dash && ` stroke-dasharray="${dash}"`} points="${lineOf(points, shown)}"/>`,
    ),
  ];
}

const steps = Array.from({ length: longest / 50 + 1 }, (_, index) => index * 50);
const legend = drawn.map(({ dash, label, points }, index) => {
  const from = left + 260 * index + 150;
  const seconds = Math.round(points.at(-1).seconds);
  return `<path class="run${index}"${dash && ` stroke-dasharray="${dash}"`} d="M${from} 14h26"/><text x="${from + 32}" y="18">${label}: ${seconds} s</text>`;
});
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t">
<title id="t">A guest of 100 GiB that writes 3000 MiB all the time, migrated in simulation: RAM still to be sent and throttle over time</title>
<style>
svg{background:#fff}text{font:12px system-ui,sans-serif;fill:#222}.axis{fill:#555}.grid{stroke:#ddd;fill:none}
polyline,path{fill:none;stroke-width:1.6}.run0{stroke:#0072b2}.run1{stroke:#b34700}
@media(prefers-color-scheme:dark){svg{background:#16181c}text{fill:#e6e6e6}.axis{fill:#b0b0b0}.grid{stroke:#3a3d42}.run0{stroke:#56b4e9}.run1{stroke:#f0a060}}
</style>
${legend.join('\n')}
${panels.flatMap(panel).join('\n')}
${steps.map((seconds) => `<text class="axis" x="${round(x(seconds))}" y="${height - 18}" text-anchor="middle">${seconds}</text>`).join('\n')}
<text class="axis" x="${width - right}" y="${height - 4}" text-anchor="end">seconds since the migrate command</text>
</svg>
`;
writeFileSync(target, svg);
