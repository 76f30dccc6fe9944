import { expect, test } from 'vitest';
import { ClusterFolder, documentedBlock, isInstalled } from './cluster-docs.js';

const folder = new ClusterFolder();

test('the documented GNU parallel commands give the file of the undivided sweep', (context) => {
  if (!isInstalled('parallel', /^GNU parallel/)) {
    context.skip('GNU parallel is not installed (Debian: apt-get install parallel)');
  }
  const { status, stderr } = folder.shell(documentedBlock('sh parallel'));
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('merged: 30 runs of 4 files\n'),
  });
  expect(folder.text('sweep.ndjson')).toBe(folder.undivided());
});
