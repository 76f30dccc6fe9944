import fc from 'fast-check';
import { type Content, documentOf, textOf } from './content.js';
import type { Corpus } from './corpus.js';

const endings = fc.constantFrom<readonly object[]>(
  [],
  [{ status: 'completed', 'total-time': 9000, downtime: 12 }],
  [{ status: 'failed', 'error-desc': 'Unable to write to socket' }],
  [{ status: 'cancelling', 'total-time': 9000 }, { status: 'cancelled' }],
);

/** Bytes of RAM. What comes of a TiB is forecast for seconds, which is nine tenths of all the time if it is one in three. */
const sizes = fc.oneof(
  { weight: 200, arbitrary: fc.constantFrom(2 ** 20, 2 ** 30) },
  { weight: 1, arbitrary: fc.constant(2 ** 40) },
);

/** A migration as it is seen from outside: answers in order of time. */
const migrations = fc
  .record({
    total: sizes,
    gaps: fc.array(fc.constantFrom(0, 1, 500, 1000), { minLength: 1, maxLength: 5 }),
    dirty: fc.constantFrom(0, 7, 100_000),
    throttle: fc.constantFrom({}, { 'cpu-throttle-percentage': 30 }),
    rate: fc.constantFrom(0, 0.5, 900),
    ending: endings,
  })
  .map(({ dirty, ending, gaps, rate, throttle, total }) => {
    let ms = 0;
    const active = gaps.map((gap, at) => {
      ms += gap;
      const part = (at + 1) / (gaps.length + 1);
      const ram = {
        total,
        remaining: Math.floor(total * (1 - part)),
        transferred: Math.floor(total * part),
        duplicate: at,
        normal: at * 100,
        mbps: rate,
        'dirty-pages-rate': dirty,
        'dirty-sync-count': 1 + Math.floor(at / 2),
        'page-size': 4096,
      };
      return { status: 'active', 'total-time': ms, 'setup-time': 1, ...throttle, ram };
    });
    return [...active, ...ending];
  });

const block = `Job type:         Unbounded
Operation:        Outgoing migration
Time elapsed:     1234         ms
Data processed:   100.000 MiB
Memory processed: 100.000 MiB
Memory remaining: 900.000 MiB
Memory total:     1000.000 MiB
Memory bandwidth: 90.000 MiB/s
Dirty rate:       12           pages/s
Iteration:        2
`;

/** What `watch --input` reads. */
export function migrationAnswers({ reports }: Corpus): fc.Arbitrary<Content> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: migrations.map((answers) =>
        textOf(answers.map((answer) => `${JSON.stringify(answer)}\n`).join('')),
      ),
    },
    { weight: 2, arbitrary: migrations.map((answers) => documentOf({ return: answers[0] })) },
    { weight: 1, arbitrary: fc.constantFrom(block, `${block}\n${block}`).map(textOf) },
    { weight: 1, arbitrary: fc.constantFrom(...reports).map(documentOf) },
  );
}
