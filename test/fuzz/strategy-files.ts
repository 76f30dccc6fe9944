import fc from 'fast-check';
import { textOf } from './content.js';
import { type DrawnValue, inputValue } from './drawn-value.js';
import { hostileText } from './hostile-texts.js';

/** An expression of JavaScript. */
type Expression = fc.Arbitrary<string>;

const intervals: Expression = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom('20', '300', '5000', '() => 100') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '-1', '1.5', 'NaN', '1e309', '2 ** 31', "'1'", '() => null'),
  },
);

/** What no hook may answer, or do. */
const wrongAnswers: Expression = fc.oneof(
  fc.constantFrom(
    'NaN',
    '-1',
    'true',
    '{}',
    "''",
    'Promise.resolve(null)',
    'Symbol()',
    '() => null',
    '(() => { throw null; })()',
    '(() => { for (;;); })()',
    '(function again() { return again(); })()',
    'look.nothing.there',
    '{ get then() { throw 0; } }',
    'new Proxy([], { get() { throw new Error(); } })',
  ),
  hostileText.map((text) => `(() => { throw new Error(${JSON.stringify(text)}); })()`),
  hostileText.map((text) => JSON.stringify(text)),
);

/** Runs of pages that overlap, are inverted, leave the RAM, or are none. */
const wrongRuns: Expression = fc.constantFrom(
  '[{ start: 0, end: 100 }, { start: 99, end: 200 }]',
  '[{ start: 100, end: 200 }, { start: 0, end: 50 }]',
  '[{ start: 9, end: 3 }]',
  '[{ start: 5, end: 5 }]',
  '[{ start: -1, end: 5 }]',
  '[{ start: 0, end: look.ramBytes / 4096 + 1 }]',
  '[{ start: 0, end: 1e309 }]',
  '[{ start: NaN, end: NaN }]',
  '[{ start: 0.5, end: 2 }]',
  "[{ start: '0', end: '2' }]",
  '[{ start: 0 }]',
  '[null]',
  '[,]',
  '[[0, 5]]',
  'new Array(2 ** 32 - 1)',
  'new Array(1e6)',
);

const runsOf = (own: string): Expression =>
  fc.constantFrom(
    own,
    `${own}.slice(0, 3)`,
    `${own}.filter(() => run.random('half').uniform() < 0.5)`,
    '[]',
    'null',
    'undefined',
    '[{ start: 0, end: look.ramBytes / 4096 }]',
    '[{ start: 0, end: 5 }, { start: 5, end: 6 }, { start: 1000, end: 2000 }]',
  );

const endings: Expression = fc.constantFrom(
  '{ downtimeLimitMs: 0 }',
  '{ downtimeLimitMs: 20.7 }',
  '{ downtimeLimitMs: 2_000_000 }',
  "'switchover'",
  "'pause-guest'",
  "'postcopy'",
  "'give-up'",
  "'no-more-looks'",
  "[{ downtimeLimitMs: 900 }, 'pause-guest', 'no-more-looks']",
  '[]',
  'null',
  'undefined',
);

const wrongEndings: Expression = fc.constantFrom(
  '{ downtimeLimitMs: -1 }',
  '{ downtimeLimitMs: 2_000_001 }',
  '{ downtimeLimitMs: NaN }',
  "{ downtimeLimitMs: '5' }",
  '{ get downtimeLimitMs() { for (;;); } }',
  "{ downtimeLimitMs: 5, and: 'more' }",
  "'Switchover'",
  "['switchover', 'stop']",
  "[['switchover']]",
  "new Array(1e6).fill('give-up')",
);

const percents: Expression = fc.constantFrom(
  '0',
  '30.9',
  '99',
  'look.throttlePercent + 1',
  'look.vcpuThrottlePercents',
  'Array(look.vcpus).fill(50)',
  "Array.from({ length: look.vcpus }, () => 100 * run.random('percent').uniform())",
  'Array.from({ length: look.vcpus }, (_, vcpu) => (vcpu === 0 ? 0 : 80))',
  'null',
  'undefined',
);

const wrongPercents: Expression = fc.constantFrom(
  '100',
  '-0.1',
  '[]',
  'Array(look.vcpus)',
  "Array(look.vcpus).fill('5')",
  'Array(look.vcpus + 1).fill(5)',
  'Array(look.vcpus).fill(100)',
  'new Array(2 ** 32 - 1)',
);

const syncs: Expression = fc.constantFrom(
  'look.syncCount === look.before.syncCount',
  "run.random('sync').uniform() < 0.5",
  'look.sincePeriodMs > 700',
  'true',
  'false',
  "'stop'",
);

const wrongSyncs: Expression = fc.constantFrom('null', 'undefined', '0', "'Stop'", '[]');

/** From that sync on, or at each look; before it, the answer is `before`. */
function hookOf(name: string, right: Expression, wrong: Expression, before = 'null'): Expression {
  const answer = fc.oneof(
    { weight: 16, arbitrary: right },
    { weight: 1, arbitrary: wrong },
    { weight: 1, arbitrary: wrongAnswers },
  );
  return fc
    .tuple(answer, fc.constantFrom(0, 0, 1, 4))
    .map(([text, from]) =>
      from === 0
        ? `${name}: (look, run) => (${text})`
        : `${name}: (look, run) => look.syncCount < ${from} ? ${before} : (${text})`,
    );
}

function partOf(
  name: string,
  hooks: Readonly<Record<string, Expression>>,
  needed: readonly string[],
): Expression {
  const fields: Readonly<Record<string, Expression>> = {
    ...hooks,
    everyMs: intervals.map((text) => `everyMs: ${text}`),
  };
  return fc
    .record(fields, { requiredKeys: [...needed], noNullPrototype: true })
    .map((drawn) => `  ${name}: { ${Object.values(drawn).join(', ')} },`);
}

const holdBack = partOf(
  'holdBack',
  {
    pages: hookOf('pages', runsOf('look.dirtiedRuns'), wrongRuns),
    giveBack: hookOf('giveBack', runsOf('look.heldRuns'), wrongRuns),
  },
  ['pages'],
);

const completion = partOf(
  'completion',
  {
    decide: hookOf('decide', endings, wrongEndings),
    eachTurn: fc.constantFrom('eachTurn: true', 'eachTurn: true', 'eachTurn: false', 'eachTurn: 1'),
    untilEnd: fc.constantFrom('untilEnd: true', 'untilEnd: undefined'),
  },
  ['decide'],
);

const throttle = partOf('throttle', { percent: hookOf('percent', percents, wrongPercents) }, [
  'percent',
]);

const sync = partOf(
  'sync',
  {
    wanted: hookOf('wanted', syncs, wrongSyncs, 'false'),
    isOver: hookOf('isOver', fc.constantFrom('false', 'look.syncCount > 9'), wrongSyncs, 'false'),
    firstMs: intervals.map((text) => `firstMs: ${text}`),
    from: fc.constantFrom("from: 'setup'", "from: 'active'"),
    by: fc.constantFrom("by: 'timer'", "by: 'thread'", "by: 'thread'", "by: 'thread'", "by: 'me'"),
  },
  ['wanted', 'everyMs'],
);

/** Files of strategies with one rule, or several, rightly or not. */
export const strategyFiles: fc.Arbitrary<DrawnValue> = fc
  .shuffledSubarray([holdBack, completion, throttle, sync], { minLength: 1 })
  .chain((parts) => fc.tuple(...parts))
  .map((parts) => textOf(`export default {\n  name: 'drawn',\n${parts.join('\n')}\n};\n`))
  .map((content) => inputValue('strategy.mjs', content));
