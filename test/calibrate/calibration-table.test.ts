import { expect, test } from 'vitest';
import { calibrationTable } from '../../src/calibrate/calibration-table.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';

test('prints what was fitted, and nothing else of the host', () => {
  const host = loadHostProfile('generic-10g');
  const linkGbitPerSecond = { value: 1.7, provenance: 'fitted' as const, source: 'a fit' };
  const fitted = { ...host, name: 'lab', parameters: { ...host.parameters, linkGbitPerSecond } };
  expect(renderText(calibrationTable(fitted, 1.23456, 42), plainStyle)).toBe(`\
host lab
|-------------------+-------|
| fitted            | value |
|-------------------+-------|
| linkGbitPerSecond | 1.7   |
|-------------------+-------|
loss 1.235 after 42 evaluations
`);
});
