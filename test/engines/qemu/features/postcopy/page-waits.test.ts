import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageWaits } from '../../../../../src/engines/qemu/features/postcopy/page-waits.js';

const VCPUS = 3;
/** The next one of the same remainder, and others. */
const anyPage = fc.nat(40).map((page) => 64 * (page % 5) + (page >>> 3));

test('the first wait of a run of pages, whoever has asked for which and waits no longer', () => {
  const steps = fc.array(
    fc.record({ vcpu: fc.nat(VCPUS - 1), page: anyPage, from: anyPage, pages: fc.nat(300) }),
  );
  fc.assert(
    fc.property(steps, (drawn) => {
      const waits = new PageWaits(VCPUS);
      const asked = new Map<number, number>();
      for (const { from, page, pages, vcpu } of drawn) {
        const wait = waits.of(vcpu);
        if (asked.has(vcpu)) {
          waits.end(wait);
          asked.delete(vcpu);
        } else if (![...asked.values()].includes(page)) {
          wait.page = page;
          waits.begin(wait);
          asked.set(vcpu, page);
        }
        for (const end of [from, from + 1, from + 2, from + pages]) {
          const inRun = [...asked].filter(([, other]) => other >= from && other < end);
          const [first] = inRun.toSorted(([, one], [, other]) => one - other);
          const found = waits.firstIn(from, end);
          expect(found === null ? null : [found.vcpu, found.page]).toEqual(first ?? null);
        }
      }
    }),
  );
});

test('pages beyond 8 TiB', () => {
  const waits = new PageWaits(2);
  const wait = waits.of(1);
  wait.page = 2 ** 31 + 5;
  waits.begin(wait);
  expect(waits.firstIn(2 ** 31 + 4, 2 ** 31 + 6)).toBe(wait);
  waits.end(wait);
  expect(waits.firstIn(2 ** 31 + 4, 2 ** 31 + 6)).toBeNull();
});
