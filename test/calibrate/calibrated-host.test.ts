import { expect, test } from 'vitest';
import { calibratedHost, freeParameters } from '../../src/calibrate/calibrate.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { loadPublishedReference } from '../../src/validate/published-reference.js';

const reference = loadPublishedReference('auto-converge-refinements-v1');
const options = { name: 'lab', description: 'A lab.', modes: ['original'] };
const numbers = freeParameters.map((_, index) => ({ value: index + 1, uncertainty: null }));
const generic = loadHostProfile('generic-10g');

test.each(['clear-at-sync', 'manual-protect'] as const)(
  'what is not fitted stays as the start has it, with %s',
  (dirtyLog) => {
    const loggedPageNs = { value: 51, provenance: 'measured', source: 'our machines' } as const;
    const parameters = { ...generic.parameters, loggedPageNs };
    const start = { ...generic, dirtyLog, parameters, logStartPageNs: loggedPageNs };
    const host = calibratedHost(reference, start, options, numbers);
    const fitted = Object.fromEntries(
      freeParameters.map(({ name }) => [name, host.parameters[name]]),
    );
    expect(host).toEqual({
      ...start,
      name: 'lab',
      description: 'A lab.',
      parameters: { ...start.parameters, ...fitted },
    });
  },
);

test('what is fitted says on which rows, and how uncertain it is', () => {
  const [first, second, ...others] = numbers;
  const host = calibratedHost(reference, generic, options, [
    { ...first, uncertainty: { standardError: 0.02 } },
    { ...second, uncertainty: 'not identifiable' },
    ...others,
  ]);
  expect(host.parameters.linkGbitPerSecond).toEqual({
    value: 1,
    provenance: 'fitted',
    uncertainty: { standardError: 0.02 },
    source:
      'fitted by guestperf-sim calibrate on the rows "original" of auto-converge-refinements-v1',
  });
  expect(host.parameters.linkVariability.uncertainty).toBe('not identifiable');
});
