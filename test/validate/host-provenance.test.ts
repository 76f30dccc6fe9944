import { expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { hostProvenance } from '../../src/validate/host-provenance.js';

test('counts the numbers of every group of a profile by where they come from', () => {
  const host = loadHostProfile('generic-10g');
  const number = { value: 1, source: 'a test' };
  expect(
    hostProvenance('tables', {
      ...host,
      name: 'lab',
      parameters: {
        ...host.parameters,
        linkVariability: { ...number, provenance: 'fitted', uncertainty: 'not identifiable' },
        linkLatencyUs: { ...number, provenance: 'fitted', uncertainty: { standardError: 0.1 } },
      },
      logStartPageNs: { ...number, provenance: 'benchmark' },
      transfer: { cores: { ...number, provenance: 'published' } },
      postcopy: { wakeUs: { ...number, provenance: 'measured' } },
    }),
  ).toEqual({
    record: 'host',
    reference: 'tables',
    host: 'lab',
    measured: 1,
    published: 1,
    benchmark: 1,
    fitted: 2,
    assumed: Object.keys(host.parameters).length - 2,
    not_identifiable: 1,
  });
});
