import fc from 'fast-check';
import { migrationStatuses } from '../../src/observed/migration-reading.js';
import { type Content, documentOf, textOf } from './content.js';
import { hostileText } from './hostile-texts.js';

const gib = 2 ** 30;

/** An answer to query-migrate, and the time of the one who asked. */
const answers = fc.record(
  {
    status: fc.constantFrom(...migrationStatuses, 'active', 'active', 'active'),
    'total-time': fc.constantFrom(0, 900, 5000),
    'error-desc': hostileText,
    'cpu-throttle-percentage': fc.constantFrom(0, 20, 99),
    ram: fc.record(
      {
        total: fc.constantFrom(gib, gib, 0, 2 * gib),
        remaining: fc.constantFrom(0, gib / 2),
        transferred: fc.constantFrom(0, gib / 4),
        'dirty-pages-rate': fc.constantFrom(0, 1000, 100_000),
        'dirty-sync-count': fc.constantFrom(1, 2, 5),
        mbps: fc.constantFrom(-1, 0, 1000, 9000),
        'page-size': fc.constantFrom(4096, 65_536),
      },
      { requiredKeys: ['total', 'remaining', 'transferred'], noNullPrototype: true },
    ),
  },
  { requiredKeys: ['status'], noNullPrototype: true },
);

const wrapped = fc.tuple(answers, fc.nat(3)).map(([answer, form]): object => {
  if (form === 0) return { return: answer, id: 'libvirt-1' };
  return form === 1 ? { seconds: 3, query_migrate: answer } : answer;
});

const jobLines = [
  'Job type: Unbounded',
  'Operation: Outgoing migration',
  'Time elapsed: 12345 ms',
  'Memory processed: 1.208 GiB',
  'Memory remaining: 0.750 GiB',
  'Memory total: 2.016 GiB',
  'Memory bandwidth: 107.238 MiB/s',
  'Dirty rate: 4321 pages/s',
  'Iteration: 3',
  'Auto converge throttle: 30',
  'Error message: gone',
];

/** What was seen of a migration: QEMU's answers in all their forms, and what virsh prints. */
export const observedMigrations: fc.Arbitrary<Content> = fc.oneof(
  wrapped.map(documentOf),
  fc.array(wrapped, { minLength: 1, maxLength: 3 }).map(documentOf),
  fc
    .array(wrapped, { minLength: 1, maxLength: 4 })
    .map((lines) => textOf(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))),
  fc
    .subarray(jobLines, { minLength: 6 })
    .map((lines) => textOf(`${lines.join('\n')}\n\nJob type: None\n`)),
);

/** What virsh domstats --dirtyrate prints. */
export const dirtyRateStats: fc.Arbitrary<Content> = fc
  .tuple(fc.constantFrom(0, 1, 2, 2, 2), fc.constantFrom(1, 10, 60), fc.constantFrom(0, 3, 400))
  .map(([status, period, rate]) =>
    textOf(
      `Domain: 'a'\n  dirtyrate.calc_status=${status}\n  dirtyrate.calc_period=${period}\n` +
        `  dirtyrate.megabytes_per_second=${rate}\n`,
    ),
  );
