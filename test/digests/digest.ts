import { createHash } from 'node:crypto';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { TraceEvent } from '../../src/migration/trace.js';

/** A decision, and when it was made. */
export type Decision = readonly [timeMs: number, event: TraceEvent];

/**
 * A line that says how a migration ended, and has a hash of each part of what it told: a change of the
 * model changes some of them.
 */
export function digestLine(result: MigrationResult, trace: readonly Decision[]): string {
  const { scenario: _, history, samples, oracle, copyTimings, cpu, ...outcome } = result;
  const downtime = result.status === 'completed' ? `${result.downtime.totalMs.toFixed(3)} ms` : '-';
  const ended = `${result.status} ${result.totalTimeMs.toFixed(3)} ms, downtime ${downtime}`;
  const parts = { outcome, looks: [history, samples], guest: [copyTimings, cpu], oracle, trace };
  const hashes = Object.entries(parts).map(([name, part]) => `${name} ${hashOf(part)}`);
  return [ended, ...hashes].join('; ');
}

/** Of 12 digits of each number: the last ones are the processor's. */
function hashOf(part: unknown): string {
  const text = JSON.stringify(part, (_, value: unknown) =>
    typeof value === 'number' ? digits(value) : value,
  );
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
    .slice(0, 8);
}

function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(12);
}
