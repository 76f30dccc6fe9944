import {
  type EncodingParameters,
  xbzrleCacheBytes,
} from '../engines/qemu/features/compression/encoding.js';
import {
  type EncodingConflict,
  encodingConflict,
} from '../engines/qemu/features/compression/encoding-conflict.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { SuiteMode } from './suite.js';

/** What makes pages smaller in a mode of a suite, for guests of `memGib`; nothing if it says nothing. */
export function modeEncoding(
  { encoding }: SuiteMode,
  memGib: number,
): { readonly encoding?: EncodingParameters } {
  if (encoding === undefined) return {};
  const { xbzrle, compress = null, multifdCompression = null } = encoding;
  return {
    encoding: {
      xbzrle:
        xbzrle === undefined
          ? null
          : {
              cacheBytes: xbzrleCacheBytes(memGib, xbzrle.cachePercent),
              cachePercent: xbzrle.cachePercent,
            },
      compress,
      multifdCompression,
    },
  };
}

/**
 * What is contradictory in a mode's encoding for a version of QEMU; null if nothing is.
 *
 * @param path of the mode, with a dot
 */
export function modeEncodingConflict(
  mode: SuiteMode,
  memGib: number,
  version: QemuVersion,
  path: string,
): EncodingConflict | null {
  const { encoding } = modeEncoding(mode, memGib);
  if (encoding === undefined) return null;
  const channels = mode.transfer?.multifdChannels ?? 0;
  return encodingConflict(encoding, version, channels, `${path}transfer.multifdChannels above 0`);
}
