import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Nothing fails because a machine is slow or busy.
    testTimeout: 0,
    hookTimeout: 0,
  },
});
