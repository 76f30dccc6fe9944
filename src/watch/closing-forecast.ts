import { PAGE_BYTES } from '../memory/units.js';
import { hostOf } from '../profiles/host.js';
import { NS_PER_MS } from '../sim/time.js';
import { exactly, type Forecast, rangeOf } from './forecast.js';
import { drawLink, type ForecastHost } from './future.js';
import type { RamSeen } from './observed-syncs.js';
import type { SeenMigration } from './seen-migration.js';
import { type Draw, StratifiedDraws } from './stratified-draws.js';
import { drawContentBytes } from './unseen-memory.js';

const DRAWS = 200;
/** How far off the time of a page is that was not measured, and the time that is left, as logarithms. */
const COST_SPREAD = 0.4;
const SPREAD = 0.25;
/** After the switch a migration completes unless the network or a host fails. */
const CONVERGES = 0.97;

/**
 * The end of a migration that only has to send what is left: after the switch to postcopy, or with the guest stopped for
 * good. No limiter holds that up. Pages with content take as long as they have since then, or as the link takes; zero pages
 * as the host profile says, or as little as was seen.
 */
export function closingForecast(
  seen: SeenMigration,
  latest: RamSeen,
  host: ForecastHost,
  seed: string,
): Forecast {
  const { downtimeMs, elapsedMs } = latest;
  const left = new StratifiedDraws(DRAWS, seed).all.map((draw) => {
    const ms = drawLeftMs(seen, latest, host, draw);
    return ms * Math.exp(SPREAD * draw.normal('model'));
  });
  return {
    endMs: rangeOf(left.map((ms) => elapsedMs + ms)),
    downtimeMs: downtimeMs === null ? rangeOf(left) : exactly(downtimeMs),
    converges: CONVERGES,
    limitedBy: 'link',
    unknown: 'how fast the destination asks for the rest, and how much of that is zero',
    hopeless: null,
  };
}

function drawLeftMs(
  seen: SeenMigration,
  { elapsedMs, ram }: RamSeen,
  host: ForecastHost,
  draw: Draw,
): number {
  const { bytesPerMsFallen, closing } = seen;
  if (ram.normalPages === null && bytesPerMsFallen > 0)
    return ram.remainingBytes / bytesPerMsFallen;
  const meanRate = ram.transferredBytes / Math.max(1, elapsedMs / 1000);
  const bytesPerSecond = seen.rate.bytesPerSecond ?? Math.max(1, meanRate);
  const link = drawLink(seen, bytesPerSecond, host, draw);
  const costs = costsOf(host);
  const spread = Math.exp(COST_SPREAD * draw.normal('cost'));
  const msPerZeroPage = Math.min(closing.mostMsPerZeroPage, costs.msPerZeroPage * spread);
  const unmeasured = Math.max(costs.msPerPage * spread, (PAGE_BYTES * 1000) / link);
  const msPerPage = closing.msPerPage(msPerZeroPage) ?? unmeasured;
  const content = closing.beganInFirstPass ? drawContentBytes(seen, ram, draw) : ram.remainingBytes;
  const zero = ram.remainingBytes - content;
  return (content * msPerPage + zero * msPerZeroPage) / PAGE_BYTES;
}

/** What a page takes the slower of both sides: the destination has none of them. */
function costsOf({ profile }: ForecastHost) {
  const { contentPageNs, placePageNs, placeZeroPageNs, receivePageNs, untouchedPageNs } =
    hostOf(profile).numbers;
  return {
    msPerPage: Math.max(contentPageNs, receivePageNs + placePageNs) / NS_PER_MS,
    msPerZeroPage: Math.max(untouchedPageNs, placeZeroPageNs) / NS_PER_MS,
  };
}
