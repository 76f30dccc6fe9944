import { shortNumber } from '../../documents/chart-number.js';
import { textWidth } from '../../page/canvas.js';
import { type Picture, type Shape, wrappedLines } from '../../page/shapes.js';
import { color } from '../../page/theme.js';
import { fixedText } from './fixed-text.js';
import type { HeatView } from './heat-view.js';

const marginPx = 16;
const cellHeightPx = 30;
const gapPx = 2;
const sizePx = 13;

/** The map as it is shown, with its axes, its scale, and the conditions of its runs. */
export function heatPicture(view: HeatView): Picture {
  const { data, map, scale } = view;
  const widest = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, textWidth(text, sizePx, 600)), 0);
  const texts = map.cells.flat().map((cell) => view.textOf(cell));
  const cellWidth = Math.ceil(Math.max(48, widest([...texts, ...map.columns]) + 20));
  const headWidth = Math.ceil(widest([map.rowName, ...map.rows]) + 14);
  const tableWidth = headWidth + map.columns.length * (cellWidth + gapPx);
  const width = Math.max(480, tableWidth, headWidth + widest([map.columnName])) + 2 * marginPx;
  const ink = { color: color('--ink'), sizePx, weight: 600, anchor: 'start' } as const;
  const soft = { color: color('--ink-soft'), sizePx: 12, weight: 400, anchor: 'start' } as const;
  const shapes: Shape[] = [];
  let y = marginPx + 8;
  const line = (text: string, look: typeof ink | typeof soft, height: number, x = marginPx) => {
    shapes.push({ kind: 'text', x, y, text, ...look });
    y += height;
  };
  line(`${view.metricText}: median of the completed runs`, ink, 20);
  const told = [`${data.title}: ${data.conditions}`, fixedText(data), data.generator];
  for (const text of told.filter((each) => each !== '')) {
    for (const part of wrappedLines(text, width - 2 * marginPx, smallWidth)) line(part, soft, 16);
  }
  if (scale !== null) {
    const form = scale.isLogarithmic ? ', logarithmic' : '';
    line(
      `${shortNumber(scale.low)} to ${shortNumber(scale.high)} ${view.metric.unit}${form}`,
      soft,
      16,
    );
  }
  y += 8;
  const left = marginPx + headWidth;
  line(map.columnName, soft, 20, left);
  shapes.push({ kind: 'text', x: marginPx, y, text: map.rowName, ...soft });
  for (const [column, text] of map.columns.entries()) {
    const x = left + column * (cellWidth + gapPx) + cellWidth / 2;
    shapes.push({ kind: 'text', x, y, text, ...ink, anchor: 'middle' });
  }
  y += 14;
  for (const [row, cells] of map.cells.entries()) {
    const middle = y + cellHeightPx / 2;
    shapes.push({
      kind: 'text',
      x: left - 10,
      y: middle,
      text: map.rows[row],
      ...ink,
      anchor: 'end',
    });
    for (const [column, cell] of cells.entries()) {
      const x = left + column * (cellWidth + gapPx);
      const value = view.valueOf(cell);
      const paint = value === null || scale === null ? null : view.paint(value, scale);
      const box = { x, y, width: cellWidth, height: cellHeightPx };
      if (paint !== null) shapes.push({ kind: 'rect', ...box, color: paint.back, radius: 3 });
      const look = {
        ...ink,
        weight: 400,
        anchor: 'middle',
        color: paint?.ink ?? ink.color,
      } as const;
      const at = { x: x + cellWidth / 2, y: middle };
      shapes.push({ kind: 'text', ...at, text: view.textOf(cell), ...look });
    }
    y += cellHeightPx + gapPx;
  }
  const height = Math.ceil(y + marginPx);
  const paper: Shape = { kind: 'rect', x: 0, y: 0, width, height, color: color('--card') };
  return { width, height, shapes: [paper, ...shapes.filter(isSaid)] };
}

function isSaid(shape: Shape): boolean {
  return shape.kind !== 'text' || shape.text !== '';
}

function smallWidth(text: string): number {
  return textWidth(text, 12);
}
