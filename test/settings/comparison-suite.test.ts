import { expect, test } from 'vitest';
import {
  comparisonCells,
  type ComparisonSuite,
  comparisonSuiteSchema,
} from '../../src/settings/comparison-suite.js';
import { loadAnySuite, loadSuite } from '../../src/settings/suite-file.js';

function guestperfSuite(): ComparisonSuite {
  const { kind, suite } = loadAnySuite('guestperf');
  if (kind !== 'comparisons') throw new Error('the suite has no comparisons');
  return suite;
}

/** What runs with a version: parameters by the full name. */
function parametersWith(qemu: Parameters<typeof comparisonCells>[1]): Map<string, object> {
  return new Map(
    comparisonCells(guestperfSuite(), qemu, '7.2')
      .filter(({ notIn }) => notIn === null)
      .map(({ name, scenario }) => [name, scenario]),
  );
}

test('the comparisons of guestperf, each with as many scenarios as it has', () => {
  const { comparisons } = guestperfSuite();
  const counts = comparisons.map(({ name, scenarios }) => [
    name,
    new Set(scenarios.map((scenario) => scenario.name)).size,
  ]);
  expect(Object.fromEntries(counts)).toEqual({
    'pause-iters': 4,
    'post-copy-bandwidth': 5,
    'post-copy-iters': 4,
    'auto-converge-iters': 3,
    'auto-converge-bandwidth': 5,
    'compr-mt': 3,
    'compr-xbzrle': 4,
    'compr-multifd': 4,
    'compr-dirty-limit-period': 3,
    'compr-dirty-limit': 3,
    'compr-multifd-compression': 4,
  });
});

test('values that are not what their names say are as guestperf has them', () => {
  const newest = parametersWith('10.0');
  expect(newest.get('compr-xbzrle/compr-xbzrle-cache-20')).toMatchObject({
    compression_xbzrle_cache: 10,
  });
  const channels = (qemu: '9.2' | '10.0') =>
    parametersWith(qemu).get('compr-multifd/compr-multifd-channels-4');
  expect(channels('9.2')).toMatchObject({ multifd_channels: 2 });
  expect(channels('10.0')).toMatchObject({ multifd_channels: 4 });
  expect(newest.get('auto-converge-bandwidth/auto-converge-bw-300mbs')).toMatchObject({
    auto_converge: true,
    bandwidth: 37,
  });
});

test('a scenario is once in the list, with the version that it runs with', () => {
  const own = comparisonCells(guestperfSuite(), null, '7.2');
  expect(own).toHaveLength(42);
  expect(new Set(own.map(({ name }) => name)).size).toBe(42);
  expect(own.every(({ notIn }) => notIn === null)).toBe(true);
  const versions = new Set(
    own.map(({ comparison, version }) => `${comparison.name === 'compr-mt'}, ${version}`),
  );
  expect([...versions].toSorted()).toEqual(['false, 10.0', 'true, 9.0']);
});

test('what a version lacks says from or up to which it is there', () => {
  const reasons = (qemu: '7.2' | '9.1') =>
    new Set(
      comparisonCells(guestperfSuite(), qemu, '7.2').flatMap(({ comparison, notIn }) =>
        notIn === null ? [] : [`${comparison.name} ${notIn}`],
      ),
    );
  expect([...reasons('7.2')]).toEqual([
    'compr-dirty-limit-period from QEMU 8.1 on, not 7.2',
    'compr-dirty-limit from QEMU 8.1 on, not 7.2',
    'compr-multifd-compression from QEMU 10.0 on, not 7.2',
  ]);
  expect([...reasons('9.1')]).toEqual([
    'compr-mt up to QEMU 9.0, not 9.1',
    'compr-multifd-compression from QEMU 10.0 on, not 9.1',
  ]);
});

test('a parameter that guestperf does not know is refused', () => {
  const suite = guestperfSuite();
  const [comparison] = suite.comparisons;
  const odd = { ...suite, comparisons: [{ ...comparison, scenarios: [{ name: 'a', turbo: 1 }] }] };
  expect(comparisonSuiteSchema.safeParse(suite).success).toBe(true);
  expect(comparisonSuiteSchema.safeParse(odd).success).toBe(false);
});

test('only batch runs it', () => {
  expect(() => loadSuite('guestperf')).toThrow(
    '--suite: guestperf is a suite of comparisons, which only batch runs',
  );
});
