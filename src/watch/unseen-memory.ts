import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { RamReading } from '../observed/migration-reading.js';
import { normalCdf, normalQuantile } from '../statistics/normal-distribution.js';
import type { FrayedEdge } from './frayed-edge.js';
import type { MemoryZones } from './memory-zones.js';
import type { SeenMigration } from './seen-migration.js';
import type { Draw } from './stratified-draws.js';

/** Half of the guests have no more in use than a system, and this part of their RAM. Fitted on the series of `docs/forecasts.md`. */
const SYSTEM_BYTES = 200 * MIB;
const USUAL_SHARE = 0.17;
/** How far guests are from that, as a logarithm. */
const SPREAD = 0.33;
/** What Linux keeps of each page, 64 bytes, is at the end of RAM. */
const DESCRIPTOR_SHARE = 64 / PAGE_BYTES;
/** Where more is in use than in nearly all guests, any part of this part of what is left. */
const REST = 0.2;
const NEARLY_ALL = 0.999;
/** So many guests end at a frayed edge, which is about this part as long as what lies before it. Fitted on the same series. */
const ENDING_SHARE = 0.75;
const EDGE_PART = 0.13;
const EDGE_SPREAD = 0.5;
/** After a gap, so many guests have only the end left: the descriptors, and about this much that was loaded there at the start. */
const PAST_SHARE = 0.85;
const LOADED_BYTES = 30 * MIB;
const LOADED_SPREAD = 0.7;
/** Where memory is in use that is taken last, so many guests have content in all that is left but a part of this one. */
const FULL_SHARE = 0.85;
const FREE_PART = 0.2;

/**
 * How much of what is left of the first pass has content, bytes, drawn at random: a guest's memory in use, of which
 * nobody knows more than that it is no less than what was sent, that the end of RAM has content, and what
 * the first pass has shown of how memory was filled.
 */
export function drawContentBytes(seen: SeenMigration, ram: RamReading, draw: Draw): number {
  const left = {
    sent: (ram.normalPages ?? 0) * PAGE_BYTES,
    descriptors: ram.totalBytes * DESCRIPTOR_SHARE,
    ...ram,
  };
  const content =
    drawOfFull(seen.zones, left, draw) ??
    drawPastGap(seen.zones, left, draw) ??
    drawAtEdge(seen.edge, left, draw) ??
    drawOfUsual(left, draw);
  const atLeast = Math.max(content, Math.min(left.descriptors, ram.remainingBytes));
  return Math.round(Math.min(ram.remainingBytes, atLeast) / PAGE_BYTES) * PAGE_BYTES;
}

/** What is left of RAM, and what of it has been sent, bytes. */
interface LeftOfRam extends RamReading {
  readonly sent: number;
  readonly descriptors: number;
}

function drawOfFull(zones: MemoryZones, { remainingBytes }: LeftOfRam, draw: Draw): number | null {
  if (!zones.isFull || draw.uniform('full') >= FULL_SHARE) return null;
  return remainingBytes * (1 - FREE_PART * draw.uniform('content'));
}

function drawPastGap(zones: MemoryZones, ram: LeftOfRam, draw: Draw): number | null {
  const { descriptors } = ram;
  const sent = zones.sentSinceGap(ram);
  if (sent === null || draw.uniform('gap') >= PAST_SHARE) return null;
  const loaded = drawAbove(sent - descriptors, LOADED_BYTES, LOADED_SPREAD, draw);
  return loaded === null ? null : descriptors + loaded - sent;
}

function drawAtEdge({ startPages }: FrayedEdge, ram: LeftOfRam, draw: Draw): number | null {
  if (startPages === null || draw.uniform('edge') >= ENDING_SHARE) return null;
  const start = startPages * PAGE_BYTES;
  const sent = ram.sent - start;
  const length = drawAbove(sent, EDGE_PART * start, EDGE_SPREAD, draw);
  return length === null ? null : ram.descriptors + length - sent;
}

function drawOfUsual(ram: LeftOfRam, draw: Draw): number {
  const { descriptors, remainingBytes, sent, totalBytes } = ram;
  const least = Math.min(remainingBytes, descriptors);
  const usual = SYSTEM_BYTES + totalBytes * USUAL_SHARE;
  const partBelow = (bytes: number) => normalCdf(Math.log(Math.max(1, bytes) / usual) / SPREAD);
  const [from, to] = [partBelow(sent + least), partBelow(sent + remainingBytes)];
  const place = draw.uniform('content');
  if (from > NEARLY_ALL) return least + REST * place * (remainingBytes - least);
  return usual * Math.exp(SPREAD * normalQuantile(from + place * (to - from))) - sent;
}

/** A size, bytes, of those above `least`, if half of all are `usual` or less; null where hardly any are above. */
function drawAbove(least: number, usual: number, spread: number, draw: Draw): number | null {
  const below = normalCdf(Math.log(Math.max(1, least) / usual) / spread);
  if (below > NEARLY_ALL) return null;
  const place = below + draw.uniform('content') * (1 - below);
  return usual * Math.exp(spread * normalQuantile(place));
}
