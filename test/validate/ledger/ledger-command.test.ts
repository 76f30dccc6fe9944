import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/profiles/package-root.js';
import { engineFeatures } from '../../../src/validate/ledger/features.js';
import { ledgerDocumentSchema } from '../../../src/validate/ledger/ledger-record.js';
import type { CellValidation } from '../../../src/validate/validation-record.js';
import { shippedTables } from '../../../src/validate/published-table.js';
import { run } from '../../cli/program.js';
import { deepOnes } from '../../support/draws.js';

const kept = ledgerDocumentSchema.parse({
  program_version: 'of any',
  ...JSON.parse(readFileSync(join(packageRoot(), 'results', 'baselines', 'ledger.json'), 'utf8')),
});

/** Seconds of one core; `npm run test:long` holds it. */
const slow = ['postcopy-latency-2022'];

const shipped = shippedTables().filter((name) => !slow.includes(name));

/** The longest of the others. */
const costly = new Set(['auto-converge-2016', 'multifd-compression-2024', 'multifd-device-state']);

test.each(deepOnes(shipped, (name) => !costly.has(name)))(
  '%s: as results/baselines/ledger.json has it (npm run baselines rewrites it)',
  async (name) => {
    const line = ['validate', '--ledger', '--reference', name, '--format', 'json'];
    const { code, out } = await run([...line, '--workers', '1']);
    expect(code).toBe(0);
    const { rows } = ledgerDocumentSchema.parse(JSON.parse(out));
    expect(rows).toEqual(kept.rows.filter(({ table }) => table === name));
    expect(rows.length).toBeGreaterThan(0);
  },
);

describe('results/baselines/ledger.json', () => {
  test('has each feature, with rows or without any', () => {
    for (const engine of ['qemu', 'cloud-hypervisor'] as const) {
      for (const feature of engineFeatures[engine]) {
        const entries = kept.ledger.filter(
          (each) => each.engine === engine && each.feature === feature,
        );
        expect(entries.length, `${engine}, ${feature}`).toBeGreaterThan(0);
        const isUnknown = entries.some(({ evidence }) => evidence === null);
        expect(entries.every(({ rows }) => (isUnknown ? rows === 0 : rows > 0))).toBe(true);
        expect(isUnknown && entries.length > 1).toBe(false);
      }
    }
  });

  test('has the cover letters as results/baselines/validate.json has them', () => {
    const file = join(packageRoot(), 'results', 'baselines', 'validate.json');
    const { results }: { results: CellValidation[] } = JSON.parse(readFileSync(file, 'utf8'));
    const letters = kept.rows.filter(({ table }) => table.startsWith('auto-converge-refinements-'));
    expect(
      letters.map(({ evidence, figures: [total] }) => [evidence, total.error_percent]),
    ).toEqual(results.map(({ error, group }) => [group, error.total_time_mean_percent]));
  });

  test('says why of each pattern, and of what is not modelled', () => {
    for (const { because, evidence } of kept.rows) {
      expect(because !== null).toBe(['pattern', 'not-modelled'].includes(evidence));
    }
  });

  test('counts the free numbers of each host', () => {
    for (const { chosen, fitted, free_numbers, suite_assumes } of kept.hosts) {
      expect(free_numbers).toBe(chosen.length + fitted.length + suite_assumes.length);
    }
    expect(kept.hosts.find(({ host }) => host === 'rk4n-2016')).toMatchObject({ fitted: [] });
  });

  test('has a suspected cause of each table that comes out badly', () => {
    const bad = kept.rows.filter(({ figures }) =>
      figures.some(({ error_percent: error }) => error !== null && Math.abs(error) > 30),
    );
    const explained = new Set(kept.causes.map(({ table }) => table));
    // docs/model.md tells of the letters; recorded downtimes are a few whole milliseconds.
    const elsewhere = /^auto-converge-refinements-|^recordings$/;
    const tables = new Set(bad.map(({ table }) => table).filter((name) => !elsewhere.test(name)));
    expect([...tables].filter((name) => !explained.has(name))).toEqual([]);
  });
});

const one = ['validate', '--ledger', '--reference', 'connections-2026', '--workers', '1'];

test('the ledger of one table, as people read it', async () => {
  const { code, out } = await run(one);
  expect(code).toBe(0);
  expect(out).toMatch(/\| cloud-hypervisor \| memory-loop +\| fitted +\| 1 +\|/);
  expect(out).toMatch(/\| cloud-hypervisor \| memory-connections +\| predicted +\| 2 +\|/);
  expect(out).not.toContain('nobody has published one');
  expect(out).toContain('suspected causes\nconnections-2026: ');
  const { out: markdown } = await run([...one, '--format', 'markdown']);
  expect(markdown).toContain('| cloud-hypervisor | memory-loop | fitted | 1 | - | - |');
});

test('NDJSON has all records, CSV the entries', async () => {
  const { out } = await run([...one, '--format', 'ndjson']);
  const kinds = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).record);
  expect(kinds).toEqual(['row', 'row', 'row', 'entry', 'entry', 'host', 'cause']);
  const { out: csv } = await run([...one, '--format', 'csv']);
  expect(csv.trimEnd().split('\n')).toHaveLength(3);
});

test('--max-error holds the total time of the predicted rows', async () => {
  const line = [
    'validate',
    '--ledger',
    '--reference',
    'multifd-compression-arm-2024',
    '--workers',
    '1',
  ];
  const { code, err } = await run([...line, '--max-error', '1']);
  expect(code).toBe(4);
  expect(err).toMatch(/^predicted rows: total time MAPE \d+\.\d+% is above --max-error 1$/m);
  expect((await run([...line, '--max-error', '20'])).code).toBe(0);
});

test('recordings are rows as well, and need their host', async () => {
  const folder = join(packageRoot(), 'test', 'support', 'recordings');
  const file = join(folder, 'G-xbzrle-c256-w128d100sparse-q72-r1.json');
  const given = [...one, '--recorded', file];
  const { code, err } = await run(given);
  expect(code).toBe(2);
  expect(err).toContain('error: --host: missing: recordings need the profile of their hosts');
  const { out } = await run([...given, '--host', 'qemu-lab']);
  expect(out).toMatch(/\| qemu +\| xbzrle +\| predicted +\| 1 +\|/);
});

test('without --ledger only the cover letters are validated, and the others say what they need', async () => {
  const { code, err } = await run(['validate', '--reference', 'connections-2026']);
  expect([code, err]).toEqual([2, 'error: --reference: connections-2026 needs --ledger\n']);
});
