import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Calibrations run beside the other files and leave them little of a small machine.
    testTimeout: 60_000,
  },
});
