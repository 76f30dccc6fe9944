import { expect, test } from 'vitest';
import { type Advice, advise } from '../../src/index.js';
import { adviceDocument } from '../../src/advise/advice-document.js';
import { renderMarkdown } from '../../src/documents/markdown-document.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';

const heavy: Advice = await advise({
  settings: { mem: 1, cpus: 2, stressMem: 400, linkGbit: 1 },
  goals: { maxDowntimeMs: 200, maxTotalSeconds: 60 },
  without: ['dirty-limit', 'xbzrle', 'multifd'],
  runs: 3,
});

test.each([70, 80, 100])('prose and tables fit a terminal of %i columns', (columns) => {
  const lines = renderText(adviceDocument(heavy), { ...plainStyle, columns }).split('\n');
  // Lines to be copied are indented, and stay whole.
  const wide = lines.filter((line) => line.length > columns && !line.startsWith('  '));
  expect(wide).toEqual([]);
  expect(lines.some((line) => line.startsWith('|'))).toBe(true);
});

test('plain precopy is among the choices although it does not complete', () => {
  const plain = heavy.choices.find(({ text }) => text.startsWith('plain precopy'));
  expect(plain).toMatchObject({
    completed: 0,
    met: 0,
    runs: 3,
    downtime_ms: null,
    slow_seconds: 0,
  });
  const text = renderText(adviceDocument(heavy), { ...plainStyle, columns: 100 });
  expect(text).toMatch(/plain precopy, downtime limit 200 ms: +\| - +\| - /);
  expect(text).toContain('at most 63 %');
});

test('where a migration was given up is said, and how many runs completed otherwise', () => {
  const rowOf = (change: Partial<Advice['choices'][number]>): string => {
    const choices = heavy.choices.map((choice) =>
      choice.completed === 0 ? { ...choice, ...change } : choice,
    );
    const text = renderMarkdown(adviceDocument({ ...heavy, choices }));
    return text.split('\n').find((line) => line.includes('plain precopy')) ?? '';
  };
  expect(rowOf({ given_up_after_iterations: 100 })).toContain(': given up after 100 iterations');
  expect(rowOf({ given_up_after_iterations: null })).toContain(': completed in 0 of 3 runs');
});

test('it says for how long the guest is below a tenth of its speed', () => {
  expect(heavy.settings.slow_seconds?.max).toBeGreaterThan(0);
  const markdown = renderMarkdown(adviceDocument(heavy));
  expect(markdown).toMatch(
    /For [\d.]+ s( to [\d.]+ s)? the guest runs at less than a tenth of its speed/,
  );
  expect(markdown).toContain('below 10 %');
});

test('few runs are said to be few', () => {
  const text = renderText(adviceDocument(heavy), plainStyle);
  expect(text).toMatch(/met in 3 of 3\s+runs: at least 37 % at 95 % confidence/);
});
