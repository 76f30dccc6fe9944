import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { briefFlags } from './src/cli/compilation.js';

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
    isolate: false,
    // A tenth less time than threads of one process.
    pool: 'forks',
    // As the program: of what the tests run, most is soon over, and each process compiles it anew.
    execArgv: [...briefFlags(process.versions.v8)],
    // All cores: by default one is left to the program that hands files out, which hardly works.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFilesFirst },
  },
});
