import { expect, test } from 'vitest';
import { attemptJson, maxJsonDepth, parseJson, readJson } from '../../src/input/json-text.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('JSON is read as deep as anybody needs, and no deeper', () => {
  expect(readJson(nested(maxJsonDepth))).toMatchObject({ ok: true });
  expect(readJson(nested(maxJsonDepth + 1))).toEqual({
    ok: false,
    problem: 'is nested more than 100 levels deep',
  });
  expect(readJson(nested(5000), 7)).toMatchObject({
    problem: 'is nested more than 100 levels deep (line 7)',
  });
  expect(attemptJson(nested(5000))).toBeUndefined();
});

test('brackets in texts are no levels, and many lists side by side are not deep', () => {
  expect(attemptJson(JSON.stringify('[{'.repeat(200)))).toBe('[{'.repeat(200));
  expect(attemptJson(JSON.stringify(`\\"${'['.repeat(200)}`))).toBe(`\\"${'['.repeat(200)}`);
  expect(attemptJson(`[${Array.from({ length: 500 }, () => '[{}]').join()}]`)).toHaveLength(500);
});

test('an error has the place of the fault, and none of the bytes', () => {
  const bad = '{\n "a": \u001b]0;gone\u0007 }';
  expect(() => parseJson(bad, 'f', '--host')).toThrow(
    /^--host: f is not JSON \(line 2, column 7\)$/,
  );
  expect(() => parseJson('', 'f', '--host')).toThrow(/^--host: f is empty$/);
});
