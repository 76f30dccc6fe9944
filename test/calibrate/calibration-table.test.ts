import { expect, test } from 'vitest';
import { calibrationTable } from '../../src/calibrate/calibration-table.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { NOT_IDENTIFIABLE } from '../../src/profiles/provenance.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';

test('prints what was fitted with its standard error, and nothing else of the host', () => {
  const host = loadHostProfile('generic-10g');
  const provenance = { provenance: 'fitted' as const, source: 'a fit' };
  const fitted = {
    ...host,
    name: 'lab',
    parameters: {
      ...host.parameters,
      linkGbitPerSecond: { value: 1.7, uncertainty: { standardError: 0.021 }, ...provenance },
      linkVariability: { value: 0.3, uncertainty: NOT_IDENTIFIABLE, ...provenance },
      linkCorrelationMs: { value: 900, ...provenance },
    },
  } as const;
  expect(renderText(calibrationTable(fitted, 1.23456, 42), plainStyle)).toBe(`\
host lab
|-------------------+-------+------------------|
| fitted            | value | standard error   |
|-------------------+-------+------------------|
| linkGbitPerSecond | 1.7   | 0.021 (1.2%)     |
|-------------------+-------+------------------|
| linkVariability   | 0.3   | not identifiable |
|-------------------+-------+------------------|
| linkCorrelationMs | 900   | -                |
|-------------------+-------+------------------|
loss 1.235 after 42 evaluations
`);
});
