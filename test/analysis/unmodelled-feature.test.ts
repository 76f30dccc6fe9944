import { expect, test } from 'vitest';
import { unmodelledFeature } from '../../src/analysis/unmodelled-feature.js';
import { recordedReport } from '../support/recorded-reports.js';

const { scenario: plain } = recordedReport({});

const featureOf = (scenario: object, capabilities: object = {}): string | null =>
  unmodelledFeature(
    recordedReport({ scenario: { ...plain, ...scenario }, extra: { capabilities } }),
  );

test('a recording of what is modelled', () => {
  expect(featureOf({ post_copy: true }, { 'postcopy-ram': true, events: true })).toBeNull();
  expect(featureOf({ dirty_limit: true }, { 'dirty-limit': true })).toBeNull();
  expect(featureOf({ compression_mt: true }, { xbzrle: true })).toBeNull();
});
