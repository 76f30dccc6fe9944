import { expect, test } from 'vitest';
import { parseRecordedReport } from '../../src/analysis/recorded-report.js';
import { unmodelledFeature } from '../../src/analysis/unmodelled-feature.js';

function report(scenario: object, capabilities: object = {}): string {
  const ram = { transferred_bytes: 1, remaining_bytes: 0, total_bytes: 1, iterations: 3 };
  const progress = {
    status: 'completed',
    ram,
    now: 1,
    duration: 1,
    downtime: 1,
    throttle_pcent: 0,
  };
  return JSON.stringify({
    hardware: { cpus: 1, mem: 1 },
    scenario: {
      name: 'a',
      downtime: 500,
      bandwidth: 125_000,
      max_iters: 30,
      max_time: 300,
      auto_converge: false,
      auto_converge_step: 10,
      ...scenario,
    },
    progress_history: [progress],
    extra: { capabilities },
  });
}

const featureOf = (scenario: object, capabilities?: object): string | null =>
  unmodelledFeature(parseRecordedReport('a.json', report(scenario, capabilities)));

test('a recording of what is modelled', () => {
  expect(featureOf({ post_copy: false }, { 'auto-converge': true, events: true })).toBeNull();
});

test.each([
  [{ post_copy: true }, {}, 'postcopy'],
  [{ post_copy: false }, { 'postcopy-ram': true }, 'postcopy'],
  [{}, { xbzrle: true }, 'XBZRLE'],
  [{ compression_mt: true }, {}, 'multi-thread compression'],
])('%j with %j uses %s', (scenario, capabilities, name) => {
  expect(featureOf(scenario, capabilities)).toBe(name);
});
