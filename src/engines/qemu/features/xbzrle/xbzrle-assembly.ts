import { ns } from '../../../../sim/time.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { DestinationCopies } from '../../../../migration/destination-copies.js';
import type { RunMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import { xbzrleCacheBytes } from './settings.js';
import type { Xbzrle, XbzrleCosts } from './xbzrle.js';
import { XbzrleStatistics } from './xbzrle-statistics.js';

export interface XbzrleParameters {
  /** `xbzrle-cache-size`, a power of two. */
  readonly cacheBytes: number;
  readonly costs: XbzrleCosts;
  /** Copies age with v1's iteration-count, else with dirty-sync-count. */
  readonly agesWithIterations: boolean;
  /** Pages that travel over multifd's channels are never encoded (QEMU 7.2, ram_save_target_page). */
  readonly encodes: boolean;
}

/** Null without XBZRLE. */
export function xbzrleParameters(scenario: QemuScenario): XbzrleParameters | null {
  const { backgroundSync, compressionXbzrle, compressionXbzrleCache, mem, multifd } =
    scenario.settings;
  if (!compressionXbzrle) return null;
  const host = scenario.host.numbers;
  return {
    cacheBytes: xbzrleCacheBytes(mem, compressionXbzrleCache),
    costs: {
      compare: ns(host.xbzrleComparePageNs),
      store: ns(host.xbzrleStorePageNs),
      decode: ns(host.xbzrleDecodePageNs),
    },
    agesWithIterations: backgroundSync === 'v1',
    encodes: !multifd,
  };
}

/** XBZRLE in a migration. */
export interface AssembledXbzrle {
  /** Null where it is on, and encodes nothing. */
  readonly encoding: Xbzrle | null;
  readonly statistics: XbzrleStatistics;
}

/** @param copies told what the destination gets, where that is verified */
export function assembleXbzrle(
  parameters: XbzrleParameters | null,
  context: MigrationContext,
  reader: ContentReader,
  copies: DestinationCopies | null,
  parts: { readonly Xbzrle: typeof Xbzrle },
): AssembledXbzrle | null {
  if (parameters === null) return null;
  const { agesWithIterations, cacheBytes, costs, encodes } = parameters;
  const { counters } = context;
  const generation = agesWithIterations
    ? () => counters.iterationCount
    : () => counters.dirtySyncCount;
  const setup = { cacheBytes, costs, generation, copies };
  const encoding = encodes ? new parts.Xbzrle(context, reader, setup) : null;
  const statistics = encoding?.statistics ?? new XbzrleStatistics(cacheBytes, context);
  return { encoding, statistics };
}

/** What XBZRLE has counted; nothing without. */
export function xbzrleReport(xbzrle: AssembledXbzrle | null): Pick<RunMeasurements, 'xbzrle'> {
  return xbzrle === null ? {} : { xbzrle: xbzrle.statistics.report() };
}
