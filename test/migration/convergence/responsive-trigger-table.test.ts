import { describe, test } from 'vitest';
import { expectDecisions, type TriggerTables } from '../../support/trigger-tables.js';

/*
 * The ratio's own count is not in the trace; it is written behind the rows: "rN" after the period,
 * "p" the ratio that the next period compares itself to.
 */
const tables: TriggerTables = {
  'steady 60 %: the first ratio has none before it, then every second one fires': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        600  1000     1  -      -         # r0 p60
        600  1000     2  -      throttle  # r1
      # The ratio alone: the count of high periods stays at 1 ...
        600  1000     1  fires  throttle  # r0
      # ... so the very next high period throttles.
        600  1000     2  -      throttle  # r1
        600  1000     1  fires  throttle  # r0
        600  1000     2  -      throttle  # r1
    `,
  },
  'exactly 50 % is not a high ratio either': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        500  1000     0  -      -
        500  1000     0  -      -
        500  1000     0  -      -
        500  1000     0  -      -
    `,
  },
  '50.9 % is high in bytes, but 50 in whole percent': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        509  1000     1  -      -
        509  1000     2  -      throttle
        509  1000     1  -      -
        509  1000     2  -      throttle
    `,
  },
  '51 % is high in both': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        510  1000     1  -      -         # r0 p51
        510  1000     2  -      throttle  # r1
        510  1000     1  fires  throttle  # r0
    `,
  },
  'a double is a little less than 0.29: 29 of 100 are 28 %': {
    threshold: 28,
    periods: `
      dirty  sent  high  ratio  action
         29   100     1  -      -
         29   100     2  -      throttle
         29   100     1  -      -
         29   100     2  -      throttle
    `,
  },
  'a falling ratio does not count, however high': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        900  1000     1  -      -         # r0 p90
        800  1000     2  -      throttle  # r0 p80
        700  1000     1  -      -         # r0 p70
        600  1000     2  -      throttle  # r0 p60
        700  1000     1  -      -         # r1 p70
        800  1000     2  fires  throttle  # r0 p80
    `,
  },
  'alternating 80 and 60 %: the rises count': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        800  1000     1  -      -         # r0 p80
        600  1000     2  -      throttle  # r0 p60
        800  1000     1  -      -         # r1 p80
        600  1000     2  -      throttle  # r1 p60
        800  1000     1  fires  throttle  # r0 p80
        600  1000     2  -      throttle  # r0 p60
        800  1000     1  -      -         # r1 p80
        600  1000     2  -      throttle  # r1 p60
        800  1000     1  fires  throttle  # r0 p80
        600  1000     2  -      throttle  # r0 p60
    `,
  },
  'alternating 60 and 10 %: a low period does not reset the count of ratios': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        600  1000     1  -      -         # r0 p60
        100  1000     1  -      -         # r0 p10
        600  1000     2  -      throttle  # r1 p60
        100  1000     0  -      -         # r1 p10
        600  1000     1  fires  throttle  # r0 p60
        100  1000     1  -      -         # r0 p10
        600  1000     2  -      throttle  # r1 p60
        100  1000     0  -      -         # r1 p10
        600  1000     1  fires  throttle  # r0 p60
    `,
  },
  'a ratio that truncates to 0 is as if there had been none': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        600  1000     1  -      -         # r0 p60
        600  1000     2  -      throttle  # r1 p60
          9  1000     0  -      -         # r1 p0
      # Would be the second high ratio, but the one before it was 0.
        600  1000     1  -      -         # r1 p60
        600  1000     2  fires  throttle  # r0 p60
        600  1000     1  -      -         # r1 p60
        600  1000     2  fires  throttle  # r0 p60
    `,
  },
  'a period in which nothing was sent has no ratio, and leaves the last one as it was': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        600  1000     1  -      -         # r0 p60
        600  1000     2  -      throttle  # r1 p60
          0     0     0  -      -         # r1 p60
       5000     0     1  -      -         # r1 p60
      # Not below 60, so the second one.
        600  1000     2  fires  throttle  # r0 p60
    `,
  },
  'both at once: both counts begin anew': {
    threshold: 50,
    periods: `
      dirty  sent  high  ratio  action
        600  1000     1  -      -         # r0 p60
          0  1000     1  -      -         # r0 p0
        600  1000     2  -      throttle  # r0 p60
        600  1000     1  -      -         # r1 p60
        600  1000     2  fires  throttle  # r0 p60
        600  1000     1  -      -         # r1 p60
    `,
  },
  'threshold 20': {
    threshold: 20,
    periods: `
      dirty  sent  high  ratio  action
        200  1000     0  -      -         # r0 p20
        209  1000     1  -      -         # 20.9 %: r0 p20
        210  1000     2  -      throttle  # r1 p21
        209  1000     1  -      -         # r1 p20
        219  1000     2  fires  throttle  # r0 p21
        210  1000     1  -      -         # r1 p21
        219  1000     2  fires  throttle  # r0 p21
    `,
  },
};

describe('auto-converge with the responsive throttle', () => {
  test.each(Object.entries(tables))('%s', (_name, { threshold, periods }) => {
    expectDecisions(threshold, true, periods);
  });
});
