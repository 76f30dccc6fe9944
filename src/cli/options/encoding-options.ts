import {
  compressLevelRange,
  compressThreadsRange,
  encodingDefaults,
  type EncodingParameters,
  type MultifdCompressionName,
  multifdCompressions,
  multifdLevelRanges,
  xbzrleCacheBytes,
} from '../../engines/qemu/features/compression/encoding.js';
import {
  type EncodingConflict,
  encodingConflict,
} from '../../engines/qemu/features/compression/encoding-conflict.js';
import { InputError } from '../../input/input-error.js';
import type { QemuVersion } from '../../profiles/qemu-version.js';
import { optionalIntegerOption } from './integer-option.js';
import { flagOf, type Option, type OptionValues } from './option.js';
import { choiceOption, switchOption } from './text-option.js';

function withDefault<Value>(option: Option<Value>, fallbackText: string): Option<Value> {
  return { ...option, fallbackText };
}

const level = (name: keyof typeof multifdLevelRanges): Option<number | null> =>
  withDefault(
    optionalIntegerOption({
      ...multifdLevelRanges[name],
      description: `multifd-${name}-level, with --multifd-compression ${name}`,
    }),
    String(encodingDefaults.multifdLevel),
  );

/** Options that make pages smaller on their way. */
export const encodingOptions = {
  compressionXbzrle: switchOption('send only what has changed of pages sent before (XBZRLE)'),
  compressionXbzrleCache: withDefault(
    optionalIntegerOption({
      min: 1,
      max: 100,
      unit: '%',
      description: 'its cache in percent of --mem, rounded down to a power of two',
    }),
    String(encodingDefaults.xbzrleCachePercent),
  ),
  compressionMt: switchOption('compress pages in threads; in QEMU up to 9.0'),
  compressionMtThreads: withDefault(
    optionalIntegerOption({
      ...compressThreadsRange,
      description: 'compress-threads, and decompress-threads at the destination',
    }),
    String(encodingDefaults.compressThreads),
  ),
  compressLevel: withDefault(
    optionalIntegerOption({
      ...compressLevelRange,
      description: 'compress-level, with --compression-mt',
    }),
    String(encodingDefaults.compressLevel),
  ),
  compressWaitThread: choiceOption({
    choices: ['on', 'off'],
    description: 'compress-wait-thread: off sends a page as it is when no thread is idle',
    fallback: null,
    fallbackText: 'on',
  }),
  multifdCompression: choiceOption({
    choices: ['none', ...multifdCompressions],
    description: 'compress the packets of --multifd; qpl and uadk since QEMU 9.1, qatzip since 9.2',
    fallback: 'none',
  }),
  multifdZlibLevel: level('zlib'),
  multifdZstdLevel: level('zstd'),
  multifdQatzipLevel: level('qatzip'),
};

type EncodingOptions = OptionValues<typeof encodingOptions>;

/**
 * What a command line asks to make pages smaller by; undefined for nothing.
 *
 * @throws InputError if options contradict each other or the version
 */
export function encodingChoice(
  options: EncodingOptions & { readonly mem: number },
  version: QemuVersion,
  multifdChannels: number,
): EncodingParameters | undefined {
  checkNeeds(options);
  const { compressionMt, compressionXbzrle, multifdCompression } = options;
  const method = multifdCompression === 'none' ? null : multifdCompression;
  if (!compressionMt && !compressionXbzrle && method === null) return undefined;
  const percent = options.compressionXbzrleCache ?? encodingDefaults.xbzrleCachePercent;
  const encoding: EncodingParameters = {
    xbzrle: compressionXbzrle
      ? { cacheBytes: xbzrleCacheBytes(options.mem, percent), cachePercent: percent }
      : null,
    compress: compressionMt
      ? {
          threads: options.compressionMtThreads ?? encodingDefaults.compressThreads,
          level: options.compressLevel ?? encodingDefaults.compressLevel,
          waitThread: options.compressWaitThread !== 'off',
        }
      : null,
    multifdCompression:
      method === null
        ? null
        : { method, level: levelOf(method, options) ?? encodingDefaults.multifdLevel },
  };
  const conflict = encodingConflict(encoding, version, multifdChannels, '--multifd');
  if (conflict === null) return encoding;
  const { parameter, detail } = conflict;
  throw new InputError({ ...detail, subject: flags[parameter] });
}

const flags: Readonly<Record<EncodingConflict['parameter'], string>> = {
  xbzrle: '--compression-xbzrle',
  compress: '--compression-mt',
  multifdCompression: '--multifd-compression',
  'multifdCompression.level': '--multifd-compression',
};

const levelOptions = {
  zlib: 'multifdZlibLevel',
  zstd: 'multifdZstdLevel',
  qatzip: 'multifdQatzipLevel',
} as const;

function levelOf(method: MultifdCompressionName, options: EncodingOptions): number | null {
  return method in levelOptions ? options[levelOptions[method as keyof typeof levelOptions]] : null;
}

/** A number of something that was not asked for is a mistake. */
function checkNeeds(options: EncodingOptions): void {
  const { compressionMt, compressionXbzrle, multifdCompression } = options;
  const needs: readonly (readonly [keyof EncodingOptions, boolean, string])[] = [
    ['compressionXbzrleCache', compressionXbzrle, flags.xbzrle],
    ['compressionMtThreads', compressionMt, flags.compress],
    ['compressLevel', compressionMt, flags.compress],
    ['compressWaitThread', compressionMt, flags.compress],
    ...Object.entries(levelOptions).map(
      ([method, option]) =>
        [option, multifdCompression === method, `${flags.multifdCompression} ${method}`] as const,
    ),
  ];
  for (const [option, isMet, needed] of needs) {
    const value = options[option];
    if (value === null || isMet) continue;
    throw new InputError({
      subject: flagOf(option),
      value: String(value),
      problem: `needs ${needed}`,
    });
  }
}
