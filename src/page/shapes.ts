/** A rectangle in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What pictures are made of, in CSS pixels: canvases draw it, and files of pictures hold it. */
export type Shape = LineShape | RectShape | StarShape | TextShape | ClippedShapes;

export interface LineShape {
  readonly kind: 'line';
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly color: string;
  readonly widthPx: number;
  readonly opacity: number;
  readonly dash: readonly number[];
  /** Down to where the area below it is tinted; null for no area. */
  readonly floor: number | null;
}

export interface RectShape extends Box {
  readonly kind: 'rect';
  readonly color: string;
  readonly radius?: number;
}

/** A star of five points. */
export interface StarShape {
  readonly kind: 'star';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly color: string;
}

export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  /** Of the middle of the line. */
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly sizePx: number;
  readonly weight: 400 | 600;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Shapes of which nothing is seen outside of a box. */
export interface ClippedShapes {
  readonly kind: 'clipped';
  readonly box: Box;
  readonly shapes: readonly Shape[];
}

/** Shapes with the room that they take. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** How much of its colour the area below a line has. */
export const areaOpacity = 0.13;

/** A straight line of one pixel. */
export function straightLine(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  color: string,
  dash: readonly number[] = [],
): LineShape {
  const ends = { xs: [x1, x2], ys: [y1, y2] };
  return { kind: 'line', ...ends, color, widthPx: 1, opacity: 1, dash, floor: null };
}

/** The corners of a star, as x and y in turn. */
export function starCorners({ x, y, radius }: StarShape): readonly (readonly [number, number])[] {
  return Array.from({ length: 10 }, (_, corner) => {
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    const reach = corner % 2 === 0 ? radius : radius * 0.45;
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)] as const;
  });
}

/** Shapes at another place. */
export function moved(shapes: readonly Shape[], right: number, down: number): Shape[] {
  return shapes.map((shape): Shape => {
    switch (shape.kind) {
      case 'line':
        return {
          ...shape,
          xs: shape.xs.map((x) => x + right),
          ys: shape.ys.map((y) => y + down),
          floor: shape.floor === null ? null : shape.floor + down,
        };
      case 'clipped': {
        const box = { ...shape.box, x: shape.box.x + right, y: shape.box.y + down };
        return { ...shape, box, shapes: moved(shape.shapes, right, down) };
      }
      default:
        return { ...shape, x: shape.x + right, y: shape.y + down };
    }
  });
}

/**
 * A text in lines that are not wider than `width`, unless a word is.
 *
 * @param widthOf the width of a text, in the unit of `width`
 */
export function wrappedLines(
  text: string,
  width: number,
  widthOf: (text: string) => number,
): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
