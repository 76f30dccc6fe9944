import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.{deep,long}.test.ts'],
    // Nothing fails because a machine is slow or busy.
    testTimeout: 0,
    hookTimeout: 0,
    // Most of the time would go into loading the same modules for each file again.
    pool: 'threads',
    isolate: false,
    // All cores: by default one is left to the program that hands files out, which hardly works.
    maxWorkers: '100%',
  },
});
