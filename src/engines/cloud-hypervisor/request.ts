import { type Nanoseconds, ns } from '../../sim/time.js';
import type { CloudHypervisorCosts } from './costs.js';

/**
 * What a request that is written in several pieces waits for beside its bytes: the way there and the
 * answer's way back, and Nagle's algorithm, since the connections do not set TCP_NODELAY. The last
 * segment is held back until what was sent before it is acknowledged: after one more round trip, or, if
 * the whole request is shorter than a segment, when the destination's delayed acknowledgement comes.
 */
export function requestWait(
  bytes: number,
  {
    delayedAck,
    roundTrip,
    segmentBytes,
  }: Pick<CloudHypervisorCosts, 'delayedAck' | 'roundTrip' | 'segmentBytes'>,
): Nanoseconds {
  return ns(roundTrip + (bytes < segmentBytes ? delayedAck : roundTrip));
}
