import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Workload } from '../../src/profiles/workload.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import { simulate } from '../../src/engines/simulate.js';
import { readRecording } from '../../src/guestperf/recorded-scenario.js';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { mean } from '../../src/statistics/summary.js';
import { type ScenarioChanges, scenario } from '../support/scenarios.js';
import { TracedRun } from '../support/traces.js';

/** A cache of 256 MiB: a quarter of 1 GiB. */
const withXbzrle: ScenarioChanges = { compressionXbzrle: true, compressionXbzrleCache: 25 };
const channels: ScenarioChanges = { multifd: true, multifdChannels: 2 };

/** A guest that writes 100 MiB/s over 64 MiB/s: without help it is not done in 40 s. */
function contendedRun(
  content: Pick<Workload & { kind: 'sequential' }, 'bytesPerPage' | 'contentReturns'>,
) {
  const changes: ScenarioChanges = {
    qemu: '7.2',
    vmMem: 384,
    dirtyLog: 'clear-at-sync',
    workload: {
      kind: 'sequential',
      workingSetMib: 128,
      mibPerSecond: 100,
      pacing: 'cpu',
      ...content,
    },
    bandwidth: 64,
    downtime: 300,
    maxTime: 40,
    maxIters: 60,
    verify: true,
  };
  return {
    plain: simulate(scenario(changes)),
    helped: simulate(scenario({ ...changes, ...withXbzrle })),
  };
}

/** A guest that writes faster than its link carries, for 12 iterations. */
const slow: ScenarioChanges = {
  qemu: '8.2',
  stressMem: 256,
  host: { linkGbitPerSecond: 0.5 },
  maxIters: 12,
  verify: true,
};

describe('XBZRLE', () => {
  test('a recorded run of QEMU 7.2 with a sparse workload', () => {
    // Recorded: 5029 ms, 6 iterations, 33960 pages of which there was a copy, 32924 misses.
    const path = 'test/support/recordings/G-xbzrle-c256-w128d100sparse-q72-r1.json';
    const report = parseGuestperfReport(path, readFileSync(path, 'utf8'), '--recorded');
    const recording = readRecording(report, loadHostProfile('qemu-lab'));
    const runs = Array.from({ length: 9 }, (_, draw) =>
      simulate({ ...recording.scenario('recorded', draw + 1), verify: true }),
    );
    const meanOf = (figure: (run: MigrationResult) => number | undefined): number =>
      mean(runs.map((run) => figure(run) ?? NaN));
    expect(Math.abs(meanOf((run) => run.totalTimeMs) / 5029 - 1)).toBeLessThan(0.02);
    expect(meanOf(({ xbzrle }) => xbzrle?.pages) / 33_960).toBeCloseTo(1, 1);
    expect(meanOf(({ xbzrle }) => xbzrle?.cacheMiss) / 32_924).toBeCloseTo(1, 1);
    expect(meanOf(({ xbzrle }) => xbzrle?.cacheMissRate)).toBeCloseTo(0.902, 1);
    for (const run of runs) {
      if (run.status !== 'completed') throw new Error(`the run was ${run.status}`);
      expect(run.dirtySyncCount).toBe(6);
      expect(run.downtime.totalMs).toBeLessThan(2 + 5);
      expect(run.xbzrle).toMatchObject({ overflow: 0, encodingRate: 0 });
      expect(run.oracle?.lostPages).toBe(0);
    }
  });

  test('a guest that changes little of each page converges with it, and not without', () => {
    const { plain, helped } = contendedRun({ bytesPerPage: 64 });
    expect([plain.status, helped.status]).toEqual(['cancelled', 'completed']);
    expect(helped.oracle?.lostPages).toBe(0);
  });

  test('pages that are written all over: it helps where their content returns, and only there', () => {
    const returning = contendedRun({ bytesPerPage: 4096, contentReturns: true });
    const renewed = contendedRun({ bytesPerPage: 4096, contentReturns: false });
    const identical = ({ helped }: typeof returning): number => {
      const { pages = 0, overflow = 0 } = helped.xbzrle ?? {};
      return (pages - overflow) / pages;
    };
    // Of two sends of a page about every other finds an even number of visits in between.
    expect(identical(returning)).toBeGreaterThan(0.25);
    expect(returning.helped.dirtySyncCount).toBeGreaterThan(returning.plain.dirtySyncCount * 1.2);
    // What is identical then are pages that were logged, and not written since they were sent.
    expect(identical(renewed)).toBeLessThan(0.1);
    expect(renewed.helped.status).toBe('cancelled');
    expect(renewed.helped.dirtySyncCount).toBeLessThan(renewed.plain.dirtySyncCount * 1.2);
  });

  test('over channels no page is encoded (QEMU 7.2)', () => {
    const run = simulate(scenario({ qemu: '7.2', ...channels, ...withXbzrle }));
    expect(run.xbzrle).toMatchObject({ pages: 0, cacheMiss: 0, bytes: 0 });
  });

  test('the trace has the counts at the end of each judged period', () => {
    const run = new TracedRun(scenario({ ...slow, qemu: '7.2', ...withXbzrle }));
    const counts = run.all('xbzrle');
    expect(counts.length).toBeGreaterThan(2);
    expect(counts.at(-1)?.cache_miss).toBeGreaterThan(0);
  });
});

describe('compression', () => {
  test('page by page: a stress page is filled with one byte, or it does not shrink', () => {
    const run = simulate(scenario({ ...slow, compressionMt: true, compressionMtThreads: 8 }));
    const { pages = 0, compressedBytes = 0 } = run.compression ?? {};
    const perPage = compressedBytes / pages;
    // The sender is soon through pages that shrink, so it meets them more often than every other time.
    expect(perPage).toBeGreaterThan(2 * 45);
    expect(perPage).toBeLessThan(4111 / 2);
    expect(run.oracle?.lostPages ?? 0).toBe(0);
  });

  test('more threads make a pass shorter, up to what the link carries', () => {
    const fast: ScenarioChanges = { ...slow, vmMem: 320, host: { linkGbitPerSecond: 50 } };
    const secondsWith = (compressionMtThreads: number): number => {
      const run = new TracedRun(scenario({ ...fast, compressionMt: true, compressionMtThreads }));
      return run.all('sync')[1].timeMs;
    };
    expect(secondsWith(1) / secondsWith(4)).toBeGreaterThan(2);
  });

  test('over channels, in a stream: every stress page repeats the one before', () => {
    const plain = simulate(scenario({ ...slow, ...channels }));
    for (const multifdCompression of ['zlib', 'zstd'] as const) {
      const run = simulate(scenario({ ...slow, ...channels, multifdCompression }));
      expect(run.status).toBe('completed');
      expect(run.oracle?.lostPages).toBe(0);
      expect(run.transferredBytes / run.dirtySyncCount).toBeLessThan(
        plain.transferredBytes / plain.dirtySyncCount / 4,
      );
    }
  });

  test('uadk without its hardware sends pages as they are, and the length of each', () => {
    const changes: ScenarioChanges = {
      qemu: '9.2',
      workload: { kind: 'idle' },
      zeroPageDetection: 'multifd',
      ...channels,
    };
    const uadk = simulate(scenario({ ...changes, multifdCompression: 'uadk' }));
    const plain = simulate(scenario(changes));
    const contentPages = uadk.history.at(-1)?.normalPages ?? 0;
    expect(contentPages).toBeGreaterThan(0);
    expect(uadk.transferredBytes - plain.transferredBytes).toBe(contentPages * 4);
  });
});
