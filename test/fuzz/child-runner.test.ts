import { expect, test } from 'vitest';
import { buildChild, ChildRunner } from './child-runner.js';
import { caseOf } from './fuzz-case.js';

const quick = ['run', '--stress-mem', '1', '--format', 'json', '--output'];

test('a case that writes elsewhere than in its folder is told so, and the next one begins anew', async () => {
  const runner = new ChildRunner(await buildChild(), { seconds: 100, mib: 500 });
  try {
    const faultsOf = async (output: string) =>
      (await runner.judge(caseOf([...quick, output], { outputs: ['out.json'] }))).faults;
    expect(await faultsOf('1..2..3')).toEqual(['writes "1..2..3" outside its folder']);
    expect(await faultsOf('{folder}/out.json')).toEqual([]);
  } finally {
    runner.close();
  }
});
