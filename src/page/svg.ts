import { escapeMarkup } from '../documents/escape-markup.js';
import {
  areaOpacity,
  fontFamily,
  type LineShape,
  type Picture,
  type Shape,
  starCorners,
} from './shapes.js';

/**
 * A picture as a file of its own. Texts of reports are text in it.
 *
 * @param title what the picture shows, for those who do not see it
 */
export function svgText({ width, height, shapes }: Picture, title: string): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const writer = new SvgWriter();
  const body = writer.textOf(shapes);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${escapeMarkup(fontFamily)}">\n` +
    `<title>${escapeMarkup(title)}</title>\n${body}</svg>\n`
  );
}

class SvgWriter {
  private clips = 0;

  textOf(shapes: readonly Shape[]): string {
    return shapes.map((shape) => this.shape(shape)).join('');
  }

  private shape(shape: Shape): string {
    switch (shape.kind) {
      case 'line':
        return lineText(shape);
      case 'rect': {
        const { x, y, width, height, color, radius = 0 } = shape;
        const box = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
        return `<rect ${box} rx="${radius}" fill="${color}"/>\n`;
      }
      case 'star': {
        const corners = starCorners(shape).map(([x, y]) => `${short(x)},${short(y)}`);
        return `<polygon points="${corners.join(' ')}" fill="${shape.color}"/>\n`;
      }
      case 'text': {
        const { x, y, text, color, sizePx, weight, anchor } = shape;
        const place = `x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" dominant-baseline="central"`;
        const look = `font-size="${sizePx}" font-weight="${weight}" fill="${color}"`;
        return `<text ${place} ${look}>${escapeMarkup(text)}</text>\n`;
      }
      case 'clipped': {
        const { x, y, width, height } = shape.box;
        const id = `clip-${++this.clips}`;
        const rect = `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"/>`;
        return `<clipPath id="${id}">${rect}</clipPath>\n<g clip-path="url(#${id})">\n${this.textOf(shape.shapes)}</g>\n`;
      }
    }
  }
}

function lineText({ xs, ys, color, widthPx, opacity, dash, floor }: LineShape): string {
  const path = `M${xs.map((x, at) => `${short(x)} ${short(ys[at])}`).join('L')}`;
  const down = `L${short(xs[xs.length - 1])} ${short(floor ?? 0)}L${short(xs[0])} ${short(floor ?? 0)}Z`;
  const area =
    floor === null
      ? ''
      : `<path d="${path}${down}" fill="${color}" fill-opacity="${areaOpacity}"/>\n`;
  const dashed = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
  const shown = opacity === 1 ? '' : ` stroke-opacity="${opacity}"`;
  const look = `stroke="${color}" stroke-width="${widthPx}" stroke-linejoin="round"${dashed}${shown}`;
  return `${area}<path d="${path}" fill="none" ${look}/>\n`;
}

/** A coordinate to a tenth of a pixel. */
function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
