import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { RamReading } from '../observed/migration-reading.js';
import { normalCdf, normalQuantile } from '../statistics/normal-distribution.js';
import type { SeenMigration } from './seen-migration.js';
import type { Draw } from './stratified-draws.js';

/** Half of the guests have no more in use than a system, and this part of their RAM. Fitted on the series of `docs/forecasts.md`. */
const SYSTEM_BYTES = 200 * MIB;
const USUAL_SHARE = 0.17;
/** How far guests are from that, as a logarithm. */
const SPREAD = 0.5;
/** What Linux keeps of each page, 64 bytes, is at the end of RAM. */
const DESCRIPTOR_SHARE = 64 / PAGE_BYTES;
/** Where more is in use than in nearly all guests, any part of this part of what is left. */
const REST = 0.2;
const NEARLY_ALL = 0.999;
/** At a frayed edge, so many guests have a part of what was sent left, about this one. Fitted on the same series. */
const ENDING_SHARE = 0.75;
const EDGE_PART = 0.1;
const EDGE_SPREAD = 0.7;

/**
 * How much of what is left of the first pass has content, bytes, drawn at random: a guest's memory in use, of which
 * nobody knows more than that it is no less than what was sent, and that the end of RAM has content.
 */
export function drawContentBytes(seen: SeenMigration, ram: RamReading, draw: Draw): number {
  const { remainingBytes, totalBytes } = ram;
  const sent = (ram.normalPages ?? 0) * PAGE_BYTES;
  const least = Math.min(remainingBytes, totalBytes * DESCRIPTOR_SHARE);
  const usual = SYSTEM_BYTES + totalBytes * USUAL_SHARE;
  const partBelow = (bytes: number) => normalCdf(Math.log(Math.max(1, bytes) / usual) / SPREAD);
  const [from, to] = [partBelow(sent + least), partBelow(sent + remainingBytes)];
  if (seen.edge.isNear && draw.uniform('edge') < ENDING_SHARE) {
    const toEdge = EDGE_PART * sent * Math.exp(EDGE_SPREAD * draw.normal('content'));
    return inPages(Math.min(remainingBytes, least + toEdge));
  }
  const place = draw.uniform('content');
  if (from > NEARLY_ALL) return inPages(least + REST * place * (remainingBytes - least));
  const used = usual * Math.exp(SPREAD * normalQuantile(from + place * (to - from)));
  return inPages(Math.min(remainingBytes, Math.max(least, used - sent)));
}

function inPages(bytes: number): number {
  return Math.round(bytes / PAGE_BYTES) * PAGE_BYTES;
}
