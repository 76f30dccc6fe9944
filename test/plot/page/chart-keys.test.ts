import { expect, test } from 'vitest';
import { keyAction } from '../../../src/plot/page/chart-keys.js';

const full = { from: 0, until: 100 };
const span = { from: 40, until: 60 };
const press = (key: string, shiftKey = false) => keyAction({ key, shiftKey }, span, full);
const shown = (from: number, until: number) => ({ kind: 'show', span: { from, until } });

test('arrows move the cursor, with Shift the span', () => {
  expect(press('ArrowRight')).toEqual({ kind: 'move', part: 0.02 });
  expect(press('Home')).toEqual({ kind: 'move', part: -1 });
  const moved = press('ArrowRight', true);
  expect(moved?.kind === 'show' && moved.span?.from).toBeCloseTo(42.4);
});

test('+ and - zoom, pages move, and nothing leaves the whole', () => {
  expect(press('+')).toEqual(shown(45, 55));
  expect(press('-')).toEqual(shown(30, 70));
  expect(press('PageDown')).toEqual(shown(50, 70));
  expect(keyAction({ key: 'PageUp', shiftKey: false }, { from: 5, until: 25 }, full)).toEqual(
    shown(0, 20),
  );
  expect(keyAction({ key: '-', shiftKey: false }, { from: 10, until: 90 }, full)).toEqual({
    kind: 'show',
    span: null,
  });
  expect(press('0')).toEqual({ kind: 'show', span: null });
  expect(press('x')).toBeNull();
});
