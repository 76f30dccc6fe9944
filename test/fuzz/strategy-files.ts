import fc from 'fast-check';
import { textOf } from './content.js';
import { type DrawnValue, inputValue } from './drawn-value.js';
import { hostileText } from './hostile-texts.js';

/** An expression of JavaScript. */
type Expression = fc.Arbitrary<string>;

const intervals: Expression = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('20', '300', '5000', '() => 100') },
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
  '[]',
);

/** From that sync on, or at each look; before it, nothing is answered. */
function hookOf(name: string, right: Expression, wrong: Expression): Expression {
  const answer = fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 1, arbitrary: wrong },
    { weight: 1, arbitrary: wrongAnswers },
  );
  return fc
    .tuple(answer, fc.constantFrom(0, 0, 1, 4))
    .map(([text, from]) =>
      from === 0
        ? `${name}: (look, run) => (${text})`
        : `${name}: (look, run) => look.syncCount < ${from} ? null : (${text})`,
    );
}

function partOf(
  name: string,
  hooks: Readonly<Record<string, Expression>>,
  needed: string,
): Expression {
  const fields: Readonly<Record<string, Expression>> = {
    ...hooks,
    everyMs: intervals.map((text) => `everyMs: ${text}`),
  };
  return fc
    .record(fields, { requiredKeys: [needed], noNullPrototype: true })
    .map((drawn) => `  ${name}: { ${Object.values(drawn).join(', ')} },`);
}

const holdBack = partOf(
  'holdBack',
  {
    pages: hookOf('pages', runsOf('look.dirtiedRuns'), wrongRuns),
    giveBack: hookOf('giveBack', runsOf('look.heldRuns'), wrongRuns),
  },
  'pages',
);

const completion = partOf(
  'completion',
  { decide: hookOf('decide', endings, wrongEndings) },
  'decide',
);

/** Files of strategies that say what is left for later, and how it ends, rightly or not. */
export const strategyFiles: fc.Arbitrary<DrawnValue> = fc
  .oneof(fc.tuple(holdBack), fc.tuple(completion), fc.tuple(holdBack, completion))
  .map((parts) => textOf(`export default {\n  name: 'drawn',\n${parts.join('\n')}\n};\n`))
  .map((content) => inputValue('strategy.mjs', content));
