import { escapeMarkup } from '../documents/escape-markup.js';
import { quantity } from '../documents/number-format.js';
import { roundStep } from '../documents/round-step.js';
import { changeText } from './history-text.js';
import type { Trend, TrendPoint } from './history-record.js';

const width = 760;
const height = 220;
const edge = { left: 84, right: 16, top: 14, bottom: 34 } as const;
/** Pixels that a character of a name takes at most. */
const characterWidth = 7.5;
/** Characters of a name below the axis. */
const nameLength = 20;

/** Where a value is, and where a set. */
interface Scale {
  readonly ticks: readonly number[];
  x(index: number): number;
  y(value: number): number;
}

/**
 * A trend as SVG: a dot for each set, with a line from the least to the greatest run. What is worse than the first set
 * is a triangle that points up, what is better one that points down: colour is not the only sign.
 */
export function trendChart(trend: Trend, sets: readonly string[]): string {
  const { metric, points, scenario, unit } = trend;
  const scale = scaleOf(points, sets.length);
  const placed = points.map((point) => ({ point, x: scale.x(sets.indexOf(point.set)) }));
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(`${metric} of ${scenario}`)}">`,
    ...scale.ticks.map((tick) => {
      const y = scale.y(tick);
      const text = escapeMarkup(quantity(tick, unit));
      return (
        `<path class="grid" d="M${edge.left} ${y}H${width - edge.right}"/>` +
        `<text x="${edge.left - 8}" y="${y + 4}" text-anchor="end">${text}</text>`
      );
    }),
    ...shownNames(sets, scale).map(
      ({ left, name }) => `<text x="${left}" y="${height - 10}">${escapeMarkup(name)}</text>`,
    ),
    ...placed.map(
      ({ point: { max, min }, x }) =>
        `<path class="range" d="M${x} ${scale.y(min)}V${scale.y(max)}"/>`,
    ),
    ...unbroken(placed, sets).map(
      (part) =>
        `<polyline points="${part.map(({ point, x }) => `${x},${scale.y(point.value)}`).join(' ')}"/>`,
    ),
    ...placed.map(({ point, x }) => mark(point, x, scale.y(point.value), trend)),
    '</svg>',
  ].join('\n');
}

interface PlacedPoint {
  readonly point: TrendPoint;
  readonly x: number;
}

/** Points in parts between sets that do not have the metric. */
function unbroken(placed: readonly PlacedPoint[], sets: readonly string[]): PlacedPoint[][] {
  const parts: PlacedPoint[][] = [];
  let expected = -1;
  for (const each of placed) {
    const index = sets.indexOf(each.point.set);
    if (index === expected) parts.at(-1)?.push(each);
    else parts.push([each]);
    expected = index + 1;
  }
  return parts;
}

/** The first and the last name, and those between that have room. */
function shownNames(
  sets: readonly string[],
  scale: Scale,
): { readonly name: string; readonly left: number }[] {
  const all = sets.map((set, index) => {
    const name = set.length > nameLength ? `${set.slice(0, nameLength - 1)}…` : set;
    const room = name.length * characterWidth;
    const left = Math.max(edge.left, Math.min(width - room, scale.x(index) - room / 2));
    return { name, left: Math.round(left), right: left + room };
  });
  const last = all.at(-1)!;
  let free = 0;
  return all.filter((each) => {
    const fits = each === last || (each.left >= free && each.right + characterWidth <= last.left);
    if (fits) free = each.right + characterWidth;
    return fits;
  });
}

function mark(point: TrendPoint, x: number, y: number, { unit }: Trend): string {
  const { max, min, runs, set, value, verdict } = point;
  const range = `${quantity(min, unit)} to ${quantity(max, unit)} in ${runs} runs`;
  const told = [`${set}: ${quantity(value, unit)}`, changeText(point), range].filter(Boolean);
  const title = `<title>${escapeMarkup(told.join('; '))}</title>`;
  switch (verdict) {
    case 'worse':
      return `<path class="mark worse" d="M${x - 6} ${y + 5}h12l-6 -11z">${title}</path>`;
    case 'better':
      return `<path class="mark better" d="M${x - 6} ${y - 5}h12l-6 11z">${title}</path>`;
    default:
      return `<circle class="mark" cx="${x}" cy="${y}" r="4">${title}</circle>`;
  }
}

function scaleOf(points: readonly TrendPoint[], count: number): Scale {
  const values = points.flatMap(({ max, min }) => [min, max]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = roundStep(Math.max(most - least, most / 20, 1e-6) / 3);
  const low = Math.max(0, Math.floor(least / step - 0.25)) * step;
  const high = Math.ceil(most / step + 0.25) * step;
  const tickCount = Math.round((high - low) / step);
  const inner = { x: width - edge.left - edge.right - 16, y: height - edge.top - edge.bottom };
  return {
    ticks: Array.from({ length: tickCount + 1 }, (_, index) => low + index * step),
    x: (index) => tenths(edge.left + 8 + (count < 2 ? 0 : (index / (count - 1)) * inner.x)),
    y: (value) => tenths(edge.top + inner.y * (1 - (value - low) / (high - low))),
  };
}

function tenths(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
