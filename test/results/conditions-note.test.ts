import { expect, test } from 'vitest';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderText } from '../../src/documents/text-document.js';
import { Conditions } from '../../src/results/conditions-note.js';

const standard = { host: 'lab', vmm: 'qemu', version: '9.1', seed: '1', workload: 'stress' };

function note(...runs: readonly Readonly<Record<string, unknown>>[]): string {
  const conditions = new Conditions();
  for (const run of runs) {
    const record: Readonly<Record<string, unknown>> = { ...standard, ...run };
    conditions.take((name) => record[name]);
  }
  return renderText([conditions.section()], plainStyle).trimEnd();
}

test.each([
  [{}, 'host lab, QEMU 9.1, seed 1; only RAM that the workload writes has content'],
  [{ parameters_ram_in_use: 'all' }, 'host lab, QEMU 9.1, seed 1; all RAM has content'],
  [
    { vmm: 'cloud-hypervisor', version: 'ch-main', workload: 'ended', parameters_ram_in_use: '' },
    'host lab, Cloud Hypervisor ch-main, seed 1; the workload says which RAM has content',
  ],
])('%j', (run, text) => {
  expect(note(run)).toBe(text);
});

test('what differs is listed, as far as it can be read', () => {
  const seeds = Array.from({ length: 9 }, (_, seed) => ({ seed, host: seed % 2 ? 'a' : 'b' }));
  expect(note({}, { parameters_ram_in_use: 'all' }, ...seeds)).toBe(
    'hosts lab, b, a, QEMU 9.1, seeds 1, 0, 2, 3 and more; only RAM that the workload writes has content, or all RAM has content',
  );
});
