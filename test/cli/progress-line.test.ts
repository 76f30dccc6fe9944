import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProgressLine } from '../../src/cli/progress-line.js';
import type { Terminal } from '../../src/cli/terminal.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function terminal(isTTY: boolean): { readonly terminal: Terminal; readonly written: string[] } {
  const written: string[] = [];
  const sink = { isTTY, write: (text: string) => void written.push(text) };
  const interruption = new AbortController().signal;
  return { terminal: { out: sink, err: sink, environment: {}, interruption }, written };
}

test('is quiet for a second, then refreshes at most ten times a second, then goes away', () => {
  const { terminal: around, written } = terminal(true);
  const line = new ProgressLine(around);
  for (let done = 1; done <= 20; done++) {
    vi.advanceTimersByTime(60);
    line.show(`${done} of 20 runs`);
  }
  line.clear();
  expect(written).toEqual(['\r17 of 20 runs\u001b[K', '\r19 of 20 runs\u001b[K', '\r\u001b[K']);
});

test('writes nothing where stderr is no terminal', () => {
  const { terminal: around, written } = terminal(false);
  const line = new ProgressLine(around);
  vi.advanceTimersByTime(5000);
  line.show('x');
  line.clear();
  expect(written).toEqual([]);
});
