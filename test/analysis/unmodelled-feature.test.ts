import { expect, test } from 'vitest';
import { unmodelledFeature } from '../../src/analysis/unmodelled-feature.js';
import { recordedReport } from '../support/recorded-reports.js';

const { scenario: plain } = recordedReport({});

const featureOf = (scenario: object, capabilities: object = {}): string | null =>
  unmodelledFeature(
    recordedReport({ scenario: { ...plain, ...scenario }, extra: { capabilities } }),
  );

test('a recording of what is modelled', () => {
  expect(featureOf({ post_copy: false }, { 'auto-converge': true, events: true })).toBeNull();
  expect(featureOf({ dirty_limit: true }, { 'dirty-limit': true })).toBeNull();
  expect(featureOf({ compression_mt: true }, { xbzrle: true })).toBeNull();
});

test.each([
  [{ post_copy: true }, {}, 'postcopy'],
  [{ post_copy: false }, { 'postcopy-ram': true }, 'postcopy'],
])('%j with %j uses %s', (scenario, capabilities, name) => {
  expect(featureOf(scenario, capabilities)).toBe(name);
});
