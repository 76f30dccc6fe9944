import { expect, test } from 'vitest';
import { calibrationTimeoutMs, recalibrate } from './recalibrate.js';

// A file for each test bed: vitest runs files side by side.
test(
  'the calibration gives the shipped profile smartx-v2 back, byte for byte',
  async () => {
    const { shipped, again } = await recalibrate('auto-converge-refinements-v2', 'smartx-v2');
    expect(again).toBe(shipped);
  },
  calibrationTimeoutMs,
);
