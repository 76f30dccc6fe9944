import { ns } from '../../../src/sim/time.js';
import { expect, test } from 'vitest';
import { requestWait } from '../../../src/engines/cloud-hypervisor/request.js';

const costs = { roundTrip: ns(40), segmentBytes: 1448, delayedAck: ns(41_000) };

test.each([
  ['shorter than a segment: the delayed acknowledgement', 1447, 41_040],
  ['a segment and more: one more round trip', 1448, 80],
  ['a chunk', 64 * 2 ** 20, 80],
])('%s', (_, bytes, wait) => {
  expect(requestWait(bytes, costs)).toBe(wait);
});
