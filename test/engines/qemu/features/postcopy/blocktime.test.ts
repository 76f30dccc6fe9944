import { expect, test } from 'vitest';
import { Blocktime } from '../../../../../src/engines/qemu/features/postcopy/blocktime.js';
import { NS_PER_MS, ns } from '../../../../../src/sim/time.js';

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
