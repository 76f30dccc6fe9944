import { describe, expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { loadPublishedTable } from '../../src/validate/published-table.js';
import { run } from './program.js';

const small = 'run --mem 1 --stress-mem 64 --downtime 1000 --qemu 10.0 --multifd --device-state 20';

describe('run --multifd', () => {
  test('--timeline draws a line for each thread that did something of its own', async () => {
    const { code, err } = await run(`${small} --timeline`.split(' '));
    expect(code).toBe(0);
    expect(err).toMatch(/^switchover of \d+\.\d ms, .*idle$/m);
    expect(err).toMatch(/^main +\|R+.*\| idle \d+\.\d ms$/m);
    expect(err).toMatch(/^device 1 +\|.*d+.*\| idle \d+\.\d ms$/m);
    expect(err).toMatch(/^channel/m);
  });

  test('JSON has parameters and time line', async () => {
    const { out } = await run(`${small} --format json`.split(' '));
    const [record] = resultsDocumentSchema.parse(JSON.parse(out)).results;
    expect(record.parameters).toMatchObject({
      multifd_channels: 2,
      zero_page_detection: 'multifd',
      device_state: 20,
      device_state_transfer: 'parallel',
      device_state_channels: 0,
    });
    const lanes = record.switchover_timeline?.lanes.map(({ name }) => name);
    expect(lanes).toEqual(['main', 'channel 1', 'channel 2', 'device 1']);
  });

  test('what was never in a release is said', async () => {
    const { err } = await run(`${small} --device-state-channels 1`.split(' '));
    expect(err).toContain(
      'note: dedicated device-state channels: proposed 2024, dedicated channels never in a release',
    );
    expect((await run(small.split(' '))).err).not.toContain('never in a release');
  });
});

describe('batch --suite device-state', () => {
  const { rows: published } = loadPublishedTable('multifd-device-state');

  test('all five within 8 %, from one host profile', async () => {
    const { code, out } = await run(['batch', '--suite', 'device-state', '--workers', '1']);
    expect(code).toBe(0);
    const rows = [...out.matchAll(/\| (\d+)\/(\d+) +\| (\d+) +\| (\d+) +\|/g)];
    expect(rows).toHaveLength(published.length);
    for (const [index, [, total, dedicated, theirs, ours]] of rows.entries()) {
      const { figures, mode } = published[index];
      expect([`${total}/${dedicated}`, Number(theirs)]).toEqual([mode, figures.downtime_ms]);
      expect(Math.abs(Number(ours) / Number(theirs) - 1)).toBeLessThan(0.08);
    }
  });
});
