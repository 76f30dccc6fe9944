import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { adviceSchema, type ContinuationAdvice } from '../../src/advise/advice.js';
import { continuationOf, isUnderWay } from '../../src/advise/continuation.js';
import { continuationBlocks } from '../../src/advise/continuation-text.js';
import { renderText } from '../../src/documents/text-document.js';
import { section } from '../../src/documents/document.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { readObserved } from '../../src/observed/read-observed.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { run } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const file = 'test/observed/series/stop-copy-1.ndjson';
const lines = readFileSync(file, 'utf8').split('\n');
const goals = { maxDowntimeMs: 300, maxTotalSeconds: 600, minGuestSpeedPercent: 0 };
const host = { profile: loadHostProfile('generic-10g'), hasKnownLink: false };

function seen(answers: number) {
  const text = lines.slice(0, answers).join('\n');
  return readObserved(text, { file: 'series', option: '--progress' });
}

/** Half of the answers: it runs, and its guest dirties more than is carried. */
const half = seen(Math.floor(lines.length / 2));

function continued(changes: Partial<typeof goals> = {}, without: readonly string[] = []) {
  return continuationOf({ observed: half, host }, { ...goals, ...changes }, without, '1');
}

test('what has ended or not begun does not go on', () => {
  expect(isUnderWay(half)).toBe(true);
  expect(isUnderWay(seen(lines.length))).toBe(false);
  expect(isUnderWay({ ...half, readings: [] })).toBe(false);
  const [first] = half.readings;
  expect(isUnderWay({ ...half, readings: [{ ...first, status: 'setup' }] })).toBe(false);
});

test('it is what watch forecasts from the same answer', async () => {
  const job = 'docs/examples/progress/domjobinfo.txt';
  const watched = await run(['watch', '--input', job, '--format', 'ndjson', '--seed', '1']);
  const [forecast] = watched.out.split('\n').map((line) => line && JSON.parse(line));
  const observed = readObserved(readFileSync(job, 'utf8'), { file: job, option: '--progress' });
  const { answers, converges, end_ms } = continuationOf({ observed, host }, goals, [], '1');
  expect({ answers, converges, end_ms }).toEqual({
    answers: 1,
    converges: forecast.converges,
    end_ms: forecast.end_ms,
  });
});

test('changes are judged by the goals, and those that meet them come first', () => {
  const order = ['met', 'unlikely', 'unmet'];
  const places = continued({ maxDowntimeMs: 1e6 }).changes.map(({ verdict }) =>
    order.indexOf(verdict),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const strict = continued({ maxTotalSeconds: 1 });
  expect([strict.verdict, ...strict.changes.map(({ verdict }) => verdict)]).not.toContain('met');
});

test.runIf(isDeep)('a way that may not be used is not proposed', () => {
  const setup = { ...half.setup, postcopy: true };
  const kinds = (without: readonly string[]) =>
    continuationOf({ observed: { ...half, setup }, host }, goals, without, '1').changes.map(
      ({ kind }) => kind,
    );
  expect(kinds([])).toContain('postcopy');
  expect(kinds(['postcopy'])).not.toContain('postcopy');
});

function said(continuation: Partial<ContinuationAdvice>): string {
  const change = {
    kind: 'downtime-limit' as const,
    change: 'downtime limit 300 to 1000 ms',
    end_ms: { low: 20_000, median: 21_000, high: 22_000 },
    downtime_ms: { low: 700, median: 800, high: 900 },
    converges: 0.97,
    verdict: 'met' as const,
    qmp: ['{"execute":"x"}'],
    virsh: ['virsh x DOMAIN'],
  };
  const blocks = continuationBlocks({
    goals: { max_downtime_ms: 1000, max_total_s: 600, min_guest_speed_percent: 0 },
    observed: { elapsed_ms: 10_000 },
    continuation: {
      answers: 3,
      end_ms: null,
      downtime_ms: null,
      converges: 0.02,
      verdict: 'unmet',
      limited_by: 'guest',
      unknown: null,
      hopeless: null,
      changes: [change],
      ...continuation,
    },
  } as never);
  return renderText([section(null, blocks)], plainStyle).replaceAll('\n', ' ');
}

test('what to do now is said, with lines to paste', () => {
  expect(said({})).toMatch(
    /^Left as it is, it has no end in sight, 2 % sure to converge: misses the goals\. .*Change the first of these now \(downtime limit 300 to 1000 ms\): +\{"execute":"x"\} +virsh x DOMAIN/,
  );
  expect(said({ changes: [] })).toContain('Nothing that can be changed while it runs would help.');
  const well = said({
    end_ms: { low: 11_000, median: 12_000, high: 13_000 },
    downtime_ms: { low: 1, median: 2, high: 3 },
    converges: 0.98,
    verdict: 'met',
  });
  expect(well).toMatch(/^Left as it is, it ends in 2 s .*: meets the goals\./);
  expect(well).toContain('Nothing has to be changed.');
  expect(well).not.toContain('virsh');
});

test('one answer is answered with its range, and a warning', async () => {
  const { err, out } = await run(
    'advise --progress docs/examples/progress/domjobinfo.txt --cpus 4 --runs 1 --format json'.split(
      ' ',
    ),
  );
  expect(err).toContain('note: one answer shows one moment of the migration');
  const { continuation } = adviceSchema.parse(JSON.parse(out));
  expect(continuation).toMatchObject({ answers: 1 });
  const { high = 0, low = 0 } = continuation?.end_ms ?? {};
  expect(high).toBeGreaterThan(1.1 * low);
});
