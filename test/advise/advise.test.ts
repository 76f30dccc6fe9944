import { expect, test } from 'vitest';
import { advise, type AdviceQuestion, adviceSchema } from '../../src/index.js';
import { run } from '../cli/program.js';

const question: AdviceQuestion = {
  settings: { mem: '1GiB', cpus: 2, stressMem: 200 },
  goals: { maxDowntimeMs: 200 },
  without: ['postcopy', 'dirty-limit'],
  runs: 3,
};

test('the library gives the answer of the command', async () => {
  const options =
    '--mem 1 --cpus 2 --stress-mem 200 --max-downtime 200 --without postcopy,dirty-limit --runs 3';
  const { out } = await run(['advise', ...options.split(' '), '--format', 'json']);
  const advice = await advise(question);
  expect(adviceSchema.parse(advice)).toEqual(JSON.parse(out));
});

test.each([
  [{ ...question, without: ['postcpy'] }, 'without: postcpy is not a way that is tried'],
  [{ ...question, settings: { mem: 1, stressMem: 2000 } }, 'stressMem: 2000 is larger than the'],
  [{ ...question, settings: { vmm: 'cloud-hypervisor' } }, 'vmm: cloud-hypervisor is an engine'],
] as const)('%j is refused', async (wrong, sentence) => {
  await expect(advise(wrong as AdviceQuestion)).rejects.toThrow(sentence);
});
