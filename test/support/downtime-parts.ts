import { expect } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';

/** A completed run has a downtime whose parts add up to it, and which is not longer than the run; others have none. */
export function expectPartsOfDowntime(result: MigrationResult): void {
  if (result.status !== 'completed') {
    expect(result).not.toHaveProperty('downtime');
    return;
  }
  const { totalMs, parts, residualBytes } = result.downtime;
  const values = Object.values(parts);
  expect(values.reduce((sum, part) => sum + part, 0)).toBeCloseTo(totalMs, 6);
  for (const part of values) expect(part).toBeGreaterThanOrEqual(0);
  expect(totalMs).toBeLessThanOrEqual(result.totalTimeMs + 1);
  expect(residualBytes).toBeLessThanOrEqual(result.transferredBytes);
}
