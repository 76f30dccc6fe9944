import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Shape } from '../../src/page/shapes.js';
import { svgText } from '../../src/page/svg.js';
import { draws } from '../support/draws.js';
import { hostileText } from '../support/hostile-text.js';

const text = (said: string): Shape => ({
  kind: 'text',
  x: 1,
  y: 2.06,
  text: said,
  color: '#123456',
  sizePx: 12,
  weight: 400,
  anchor: 'start',
});

const line: Shape = {
  kind: 'line',
  xs: [0, 1, 2],
  ys: [3, 4, 5],
  color: 'red',
  widthPx: 1,
  opacity: 0.5,
  dash: [2, 3],
  floor: 9,
};

test('shapes are written to a tenth of a pixel, an area below its line', () => {
  const svg = svgText({ width: 10, height: 20, shapes: [text('a & b'), line] }, 'Title');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="10" height="20"/);
  expect(svg).toContain('<text x="1" y="2.1" text-anchor="start"');
  expect(svg).toContain('>a &amp; b</text>');
  expect(svg).toContain('<path d="M0 3L1 4L2 5L2 9L0 9Z" fill="red" fill-opacity="0.13"/>');
  expect(svg).toContain('stroke-dasharray="2 3" stroke-opacity="0.5"/>');
});

test('what is clipped has a clip of its own', () => {
  const box = { x: 1, y: 2, width: 3, height: 4 };
  const clipped: Shape = { kind: 'clipped', box, shapes: [line] };
  const svg = svgText({ width: 10, height: 20, shapes: [clipped, clipped] }, 'Title');
  expect(svg.match(/<clipPath id="clip-\d"/g)).toEqual([
    '<clipPath id="clip-1"',
    '<clipPath id="clip-2"',
  ]);
  expect(svg).toContain('<g clip-path="url(#clip-2)">');
});

test('texts stay texts, whatever is in them', () => {
  fc.assert(
    fc.property(hostileText, (said) => {
      const svg = svgText({ width: 10, height: 20, shapes: [text(said)] }, said);
      expect(svg.match(/<[^>]*>/g)).toHaveLength(6);
    }),
    draws(100),
  );
});
