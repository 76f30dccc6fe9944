import {
  areaOpacity,
  fontFamily,
  type LineShape,
  type Picture,
  type Shape,
  starCorners,
} from './shapes.js';

/** Draws shapes on a canvas whose unit is the CSS pixel. */
export function drawShapes(ctx: CanvasRenderingContext2D, shapes: readonly Shape[]): void {
  for (const shape of shapes) {
    ctx.save();
    drawShape(ctx, shape);
    ctx.restore();
  }
}

/** A picture as a PNG, with so many pixels to a CSS pixel. */
export function pictureBlob({ width, height, shapes }: Picture, ratio: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const ctx = canvas.getContext('2d')!;
  ctx.scale(ratio, ratio);
  drawShapes(ctx, shapes);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob === null ? fail(new Error('no picture')) : done(blob))),
  );
}

const measuring = document.createElement('canvas').getContext('2d')!;

/** The width of a text, CSS pixels. */
export function textWidth(text: string, sizePx: number, weight = 400): number {
  measuring.font = `${weight} ${sizePx}px ${fontFamily}`;
  return measuring.measureText(text).width;
}

function drawShape(ctx: CanvasRenderingContext2D, shape: Shape): void {
  switch (shape.kind) {
    case 'line':
      drawLine(ctx, shape);
      break;
    case 'rect':
      ctx.fillStyle = shape.color;
      ctx.beginPath();
      ctx.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius ?? 0);
      ctx.fill();
      break;
    case 'star':
      ctx.fillStyle = shape.color;
      ctx.beginPath();
      for (const [x, y] of starCorners(shape)) ctx.lineTo(x, y);
      ctx.closePath();
      ctx.fill();
      break;
    case 'text':
      ctx.fillStyle = shape.color;
      ctx.font = `${shape.weight} ${shape.sizePx}px ${fontFamily}`;
      ctx.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      ctx.textBaseline = 'middle';
      ctx.fillText(shape.text, shape.x, shape.y);
      break;
    case 'clipped':
      ctx.beginPath();
      ctx.rect(shape.box.x, shape.box.y, shape.box.width, shape.box.height);
      ctx.clip();
      drawShapes(ctx, shape.shapes);
      break;
  }
}

function drawLine(ctx: CanvasRenderingContext2D, line: LineShape): void {
  const { xs, ys, floor } = line;
  const path = new Path2D();
  for (const [at, x] of xs.entries()) path.lineTo(x, ys[at]);
  if (floor !== null) {
    const area = new Path2D(path);
    area.lineTo(xs[xs.length - 1], floor);
    area.lineTo(xs[0], floor);
    ctx.globalAlpha = areaOpacity;
    ctx.fillStyle = line.color;
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
    ctx.fill(area);
  }
  ctx.globalAlpha = line.opacity;
  ctx.strokeStyle = line.color;
  ctx.lineWidth = line.widthPx;
  ctx.lineJoin = 'round';
  ctx.setLineDash([...line.dash]);
  ctx.stroke(path);
}
