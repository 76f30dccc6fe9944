import { describe, expect, test } from 'vitest';
import { ThrottleTrigger } from '../../../src/migration/throttle-trigger.js';
import { VirtualClock } from '../../../src/sim/virtual-clock.js';
import { expectDecisions, type TriggerTables } from '../../support/trigger-tables.js';

const tables: TriggerTables = {
  'exactly half is not high, one byte more is': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        500  1000     0  -      -
        501  1000     1  -      -
        500  1000     1  -      -
        501  1000     2  -      throttle
        501  1000     1  -      -
        501  1000     2  -      throttle
    `,
  },
  'of an odd number of bytes the limit is truncated': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        500  1001     0  -      -
        501  1001     1  -      -
        501  1001     2  -      throttle
    `,
  },
  'nothing sent: any dirty byte is high, none is not': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
          0     0     0  -      -
          1     0     1  -      -
          0     0     1  -      -
          1     0     2  -      throttle
    `,
  },
  'the limit of a tiny period is 0 bytes': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
          0     1     0  -      -
      # Half a byte, truncated.
          1     1     1  -      -
          1     1     2  -      throttle
    `,
  },
  'low periods between high ones do not reset the count': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        900  1000     1  -      -
          1  1000     1  -      -
          0  1000     1  -      -
        900  1000     2  -      throttle
          1  1000     0  -      -
        900  1000     1  -      -
    `,
  },
  'threshold 10': {
    threshold: 10,
    periods: `
      dirty  sent  high  ratio  action
        100  1000     0  -      -
        101  1000     1  -      -
        101  1000     2  -      throttle
    `,
  },
  'threshold 100': {
    threshold: 100,
    periods: `
      dirty  sent  high  ratio  action
       1000  1000     0  -      -
       1001  1000     1  -      -
       1001  1000     2  -      throttle
    `,
  },
};

describe('stock auto-converge', () => {
  test.each(Object.entries(tables))('%s', (_name, { threshold, periods }) => {
    expectDecisions(threshold, false, periods);
  });
});

test('a step of tailslow follows from the limit and what was dirtied', () => {
  const trigger = new ThrottleTrigger(33, null, { clock: new VirtualClock(), trace: null });
  expect(trigger.exceeded(4096, 5003)).toBe(null);
  // 5003 x 33 / 100 = 1650.99.
  expect(trigger.exceeded(8192, 5003)).toBe(1650);
});
