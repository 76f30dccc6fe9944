import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Blocktime } from '../../../../../src/engines/qemu/features/postcopy/blocktime.js';
import { RandomStream } from '../../../../../src/sim/random-stream.js';
import { NS_PER_MS, ns } from '../../../../../src/sim/time.js';
import { draws } from '../../../../support/draws.js';

const ms = (count: number): number => count * NS_PER_MS;

test('the total counts from the last vCPU that waits to the first that is freed', () => {
  const blocktime = new Blocktime(2, false);
  blocktime.begin(0, ns(ms(10)));
  blocktime.endsAt(0, ns(ms(20)));
  // Vcpu 1 waits from 14 to 30: both wait from 14 to 20.
  blocktime.begin(1, ns(ms(14)));
  blocktime.endsAt(1, ns(ms(30)));
  // Vcpu 0 again from 25 to 27: both from 25 to 27.
  blocktime.begin(0, ns(ms(25)));
  blocktime.endsAt(0, ns(ms(27)));
  expect(blocktime.sums(ns(ms(40)))).toEqual({ totalMs: 8, vcpuMs: [12, 16] });
});

test('as long as one vCPU runs there is no total', () => {
  const blocktime = new Blocktime(3, false);
  blocktime.begin(0, ns(ms(1)));
  blocktime.endsAt(0, ns(ms(9)));
  blocktime.begin(1, ns(ms(2)));
  blocktime.endsAt(1, ns(ms(8)));
  expect(blocktime.sums(ns(ms(10)))).toEqual({ totalMs: 0, vcpuMs: [8, 6, 0] });
});

test('a wait that has not ended counts for nothing', () => {
  const blocktime = new Blocktime(1, false);
  blocktime.begin(0, ns(ms(1)));
  blocktime.endsAt(0, ns(ms(9)));
  expect(blocktime.sums(ns(ms(8)))).toEqual({ totalMs: 0, vcpuMs: [0] });
  expect(blocktime.sums(ns(ms(9)))).toEqual({ totalMs: 8, vcpuMs: [8] });
});

test('before 10.1 both ends are whole milliseconds', () => {
  const blocktime = new Blocktime(1, true);
  blocktime.begin(0, ns(ms(1.9)));
  blocktime.endsAt(0, ns(ms(2.1)));
  blocktime.begin(0, ns(ms(3.1)));
  blocktime.endsAt(0, ns(ms(3.9)));
  expect(blocktime.sums(ns(ms(5)))).toEqual({ totalMs: 1, vcpuMs: [1] });
});

test('an end that is known only after another wait has begun counts from where it was', () => {
  const blocktime = new Blocktime(2, false);
  blocktime.begin(0, ns(ms(10)));
  blocktime.begin(1, ns(ms(25)));
  blocktime.endsAt(0, ns(ms(20)));
  blocktime.endsAt(1, ns(ms(30)));
  expect(blocktime.sums(ns(ms(40)))).toEqual({ totalMs: 0, vcpuMs: [10, 5] });
});

test('a page that is there before anybody waits for it is no wait', () => {
  const blocktime = new Blocktime(1, false);
  blocktime.begin(0, ns(ms(10)));
  blocktime.endsAt(0, ns(ms(9)));
  expect(blocktime.sums(ns(ms(40)))).toEqual({ totalMs: 0, vcpuMs: [0] });
});

test.each([3, 50])('%i vCPUs that are freed in the opposite order, again and again', (vcpus) => {
  const blocktime = new Blocktime(vcpus, false);
  for (let round = 0; round < 20; round++) {
    for (let vcpu = 0; vcpu < vcpus; vcpu++) {
      blocktime.begin(vcpu, ns(ms(1000 * round + vcpu)));
      blocktime.endsAt(vcpu, ns(ms(1000 * round + 200 - vcpu)));
    }
  }
  const each = 200 - 2 * (vcpus - 1);
  expect(blocktime.sums(ns(ms(20_000))).totalMs).toBeCloseTo(20 * each, 6);
});

type Wait = readonly [vcpu: number, from: number, to: number];

/** The sums of waits, each of them looked at beside those around it. */
function naive(vcpus: number, waits: readonly Wait[], time: number) {
  const real = waits.filter(([, from, to]) => to > from);
  const each = Array.from({ length: vcpus }, () => 0);
  let total = 0;
  for (const [index, [vcpu, from, to]] of real.entries()) {
    if (to > time) continue;
    each[vcpu] += to - from;
    const around = real.slice(Math.max(0, index - 100), index + 100);
    const all = around.filter((other) => other[1] < to && other[2] >= to);
    if (all.length === vcpus) total += to - Math.max(...all.map((other) => other[1]));
  }
  return { total, each };
}

test('thousands of waits are added up as they end, as if each were kept', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(90), (seed, before) => {
      const random = new RandomStream(`waits/${seed}`);
      const blocktime = new Blocktime(3, false);
      const freeFrom = [0, 0, 0];
      const unknown = [-1, -1, -1];
      const all: Wait[] = [];
      let now = 0;
      const tell = (vcpu: number): void => {
        if (unknown[vcpu] >= 0) blocktime.endsAt(vcpu, ns(ms(unknown[vcpu])));
        unknown[vcpu] = -1;
      };
      for (let wait = 0; wait < 3000; wait++) {
        const vcpu = Math.floor(3 * random.uniform());
        now = Math.max(now + 5 * random.uniform(), freeFrom[vcpu]);
        tell(vcpu);
        blocktime.begin(vcpu, ns(ms(now)));
        // Who comes before the wait ends it as well.
        unknown[vcpu] = now + 60 * random.uniform() - 5;
        all.push([vcpu, now, unknown[vcpu]]);
        freeFrom[vcpu] = Math.max(now, unknown[vcpu]) + 0.5;
        if (random.uniform() < 0.5) tell(vcpu);
      }
      for (const vcpu of [0, 1, 2]) tell(vcpu);
      const time = now - before / 1000;
      const { totalMs, vcpuMs } = blocktime.sums(ns(ms(time)));
      const { each, total } = naive(3, all, time);
      expect(total).toBeGreaterThan(100);
      expect(totalMs).toBeCloseTo(total, 5);
      vcpuMs.forEach((waited, vcpu) => expect(waited).toBeCloseTo(each[vcpu], 5));
    }),
    draws(6),
  );
});
