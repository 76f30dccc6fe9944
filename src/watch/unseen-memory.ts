import type { RamReading } from '../observed/migration-reading.js';
import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { RandomStream } from '../sim/random-stream.js';

/** Half of the guests have no more in use than a system, and this part of their RAM. Fitted on the series of `docs/forecasts.md`. */
const SYSTEM_BYTES = 200 * MIB;
const USUAL_SHARE = 0.17;
/** How far guests are from that, as a logarithm. */
const SPREAD = 0.5;
const ATTEMPTS = 40;
/** Where more is in use than in nearly all guests, any part of this part of what is left. */
const REST = 0.2;

/**
 * How much of what is left of the first pass has content, bytes, drawn at random: a guest's memory in use, of which
 * nobody knows more than that it is no less than what was sent.
 */
export function drawContentBytes(ram: RamReading, random: RandomStream): number {
  const { remainingBytes, totalBytes } = ram;
  const seen = (ram.normalPages ?? 0) * PAGE_BYTES;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const used = (SYSTEM_BYTES + totalBytes * USUAL_SHARE) * Math.exp(SPREAD * random.normal());
    const left = used - seen;
    if (left >= 0 && left <= remainingBytes) return inPages(left);
  }
  return inPages(REST * random.uniform() * remainingBytes);
}

function inPages(bytes: number): number {
  return Math.round(bytes / PAGE_BYTES) * PAGE_BYTES;
}
