import { integer, type LooseSettings, toggle } from '../../../setting.js';

/** QEMU's least xbzrle-cache-size: a page. */
const LEAST_CACHE_BYTES = 4096;

/**
 * `xbzrle-cache-size`: the greatest power of two that is not above `percent` of the guest's RAM in GiB.
 * guestperf itself asks for a percentage of `mem`, which QEMU refuses unless it is a power of two.
 */
export function xbzrleCacheBytes(memGib: number, percent: number): number {
  const bytes = (memGib * 2 ** 30 * percent) / 100;
  return 2 ** Math.floor(Math.log2(Math.max(LEAST_CACHE_BYTES, bytes)));
}

const cacheBytes = (settings: LooseSettings): number =>
  xbzrleCacheBytes(Number(settings['mem']), Number(settings['compressionXbzrleCache']));

export const xbzrleSettings = {
  compressionXbzrle: toggle({
    help: 'send only the changes to pages sent before (XBZRLE)',
    guestperf: 'compression_xbzrle',
    qmp: { capability: 'xbzrle' },
  }),
  compressionXbzrleCache: integer({
    min: 1,
    max: 100,
    unit: '%',
    help: 'cache of XBZRLE in percent of --mem, rounded down to a power of two',
    standard: 10,
    needs: 'compressionXbzrle',
    guestperf: 'compression_xbzrle_cache',
    record: {
      key: 'xbzrle_cache_size',
      values: 'integer',
      description: 'Bytes; absent without XBZRLE',
      value: ({ settings }) => cacheBytes(settings),
      isThere: ({ settings }) => settings['compressionXbzrle'] === true,
    },
    qmp: {
      parameter: 'xbzrle-cache-size',
      value: (_percent, settings) => cacheBytes(settings),
      isSaid: (settings) => settings['compressionXbzrle'] === true,
    },
  }),
};
