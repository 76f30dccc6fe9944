import { expect, test } from 'vitest';
import { PageWaits } from '../../../../../src/engines/qemu/features/postcopy/page-waits.js';
import { ns } from '../../../../../src/sim/time.js';

test('each vCPU waits for a page of its own, from when it touched it', () => {
  const waits = new PageWaits(3, 5000);
  waits.begin(2, 4096, ns(10.5), ns(20.25));
  waits.begin(0, 7, ns(11), ns(21));
  expect([waits.vcpuOf(4096), waits.vcpuOf(7), waits.vcpuOf(8)]).toEqual([2, 0, -1]);
  expect([waits.touchedAt(2), waits.noticedAt(2)]).toEqual([10.5, 20.25]);
  expect([waits.next(0, 5000), waits.next(8, 5000), waits.next(8, 4096)]).toEqual([7, 4096, 4096]);
  waits.end(0);
  expect([waits.vcpuOf(7), waits.next(0, 5000)]).toEqual([-1, 4096]);
  waits.begin(0, 9, ns(30), ns(31));
  expect([waits.vcpuOf(9), waits.touchedAt(0)]).toEqual([0, 30]);
});
