import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ResultsFile } from '../../src/sweep/results-file.js';
import { temporaryFolder } from '../cli/folder.js';

const folder = temporaryFolder();
const resume = { resume: true, overwrite: false };

/** As a process is started by another thread, which for a moment has all descriptors that are open. */
class InheritedFile extends ResultsFile {
  startHeir() {
    return spawn('cat', { stdio: ['pipe', 'ignore', 'ignore', this.descriptor] });
  }
}

test('what is closed can be locked again, whoever has inherited the descriptor', async () => {
  const file = join(folder, 'inherited.ndjson');
  const first = new InheritedFile(file, resume);
  const heir = first.startHeir();
  const end = once(heir, 'close');
  try {
    expect(() => new ResultsFile(file, resume)).toThrow('is being written by process');
    first.close();
    new ResultsFile(file, resume).close();
  } finally {
    heir.stdin?.end();
    await end;
  }
});
