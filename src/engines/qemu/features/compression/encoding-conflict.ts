import {
  compressUntil,
  type EncodingParameters,
  type MultifdCompressionName,
  multifdCompressions,
  multifdCompressionSince,
  multifdLevelRange,
} from './encoding.js';
import type { InputProblem } from '../../../../input/input-error.js';
import { isAtLeast, type QemuVersion } from '../../../../profiles/qemu-version.js';

/** A contradiction, and the part of the encoding in which it lies. */
export interface EncodingConflict {
  readonly parameter: keyof EncodingParameters | 'multifdCompression.level';
  readonly detail: Omit<InputProblem, 'subject'>;
}

/**
 * What of an encoding a version of QEMU does not have, or lacks something else for; null if nothing.
 *
 * @param multifdChannels 0 without multifd
 * @param multifdName what the user calls multifd: a flag or a JSON path
 */
export function encodingConflict(
  { compress, multifdCompression }: EncodingParameters,
  version: QemuVersion,
  multifdChannels: number,
  multifdName: string,
): EncodingConflict | null {
  if (compress !== null && isAtLeast(version, compressUntil)) {
    return {
      parameter: 'compress',
      detail: { problem: `is not in QEMU ${version}, it was removed in ${compressUntil}` },
    };
  }
  if (multifdCompression === null) return null;
  const { level, method } = multifdCompression;
  const refusal = (problem: string, allowed?: string): EncodingConflict => ({
    parameter: 'multifdCompression',
    detail: { value: method, problem, ...(allowed !== undefined && { allowed }) },
  });
  const since = multifdCompressionSince[method];
  if (since !== undefined && !isAtLeast(version, since)) {
    const known = multifdCompressions.filter((name) => isKnown(name, version));
    return refusal(`is not in QEMU ${version}, it came with ${since}`, known.join(', '));
  }
  if (multifdChannels === 0) return refusal(`needs ${multifdName}`);
  const { min, max } = multifdLevelRange(method);
  if (level >= min && level <= max) return null;
  return {
    parameter: 'multifdCompression.level',
    detail: {
      value: String(level),
      problem: `is out of range for ${method}`,
      allowed: `${min} to ${max}`,
    },
  };
}

function isKnown(method: MultifdCompressionName, version: QemuVersion): boolean {
  const since = multifdCompressionSince[method];
  return since === undefined || isAtLeast(version, since);
}
