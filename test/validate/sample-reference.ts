import type { PublishedReference } from '../../src/validate/published-reference.js';

/** Published tables of one cell, of a small test bed. */
export function sampleReference(changes: Partial<PublishedReference> = {}): PublishedReference {
  return {
    name: 'tables',
    source: 'made up',
    testbed: { cpus: 2, mem_gb: 4, mean_bandwidth_gbit_s: 9, transport: 'tcp' },
    command: '',
    repeats: 2,
    loads_mb: [150],
    modes: ['original'],
    cells: [
      {
        stress_mem_mb: 150,
        mode: 'original',
        runs: [
          { total_time_ms: 900, downtime_ms: 400, iterations: 20, max_throttle_percent: 90 },
          { total_time_ms: 1100, downtime_ms: 600, iterations: 30, max_throttle_percent: 99 },
        ],
      },
    ],
    ...changes,
  };
}
