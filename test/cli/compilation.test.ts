import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { briefFlags } from '../../src/cli/compilation.js';

test('this V8 knows the flags that are set, and says nothing', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [...briefFlags(process.versions.v8), '-e', '0'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a V8 without the budget, as from Node.js 22 on, is not told of it', () => {
  expect(briefFlags('11.3.244.8-node.46')).toContain('--interrupt-budget=135168');
  expect(briefFlags('12.4.254.21-node.33')).toEqual([
    expect.stringMatching(/^--max-inlined/),
    '--no-parallel-scavenge',
  ]);
});
