import { expect, test } from 'vitest';
import { unmodelledFeature } from '../../src/validate/unmodelled-feature.js';
import { recordedReport } from '../support/recorded-reports.js';

const featureOf = (changes: object, capabilities: Readonly<Record<string, boolean>>) =>
  unmodelledFeature(recordedReport({ ...changes, extra: { capabilities } }));

test('a recording of what is modelled', () => {
  expect(featureOf({}, { 'auto-converge': true, events: true, 'x-colo': false })).toBeNull();
  expect(featureOf({}, { xbzrle: true, 'postcopy-ram': true, 'dirty-limit': true })).toBeNull();
});

test.each([
  [{ transport: 'rdma' }, {}, 'RDMA'],
  [{}, { 'x-colo': true }, 'COLO'],
  [{}, { 'zero-copy-send': true }, 'sending without copying'],
  [{}, { 'mapped-ram': true }, 'mapped RAM'],
])('%j with %j uses %s', (changes, capabilities, feature) => {
  expect(featureOf(changes, capabilities)).toBe(feature);
});
