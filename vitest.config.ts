import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compileBriefly } from './src/cli/compilation.js';

// As the program: of what the tests run, most is soon over, and each thread compiles it anew.
compileBriefly();

/** Where files take seconds: begun last, one of them would keep one core busy while the others are idle. */
const slowFolders =
  /\/test\/(advise|calibrate|challenge|engines|fidelity|fuzz|page|properties|watch)\//;

const isSlow = ({ moduleId }: TestSpecification): boolean => slowFolders.test(moduleId);

class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

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
    sequence: { sequencer: SlowFilesFirst },
  },
});
