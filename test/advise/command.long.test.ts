import { expect, test } from 'vitest';
import { adviceSchema } from '../../src/advise/advice.js';
import { run } from '../cli/program.js';

test('the downtime at which it says that the goals would be met is one', async () => {
  const guest =
    'advise --mem 2 --cpus 2 --stress-mem 1500 --min-guest-speed 40 --max-total 60 --runs 5 --format json ' +
    '--without postcopy,dirty-limit,xbzrle,auto-converge';
  const advice = async (downtime: string) => {
    const { out } = await run([...guest.split(' '), '--max-downtime', downtime]);
    return adviceSchema.parse(JSON.parse(out));
  };
  const first = await advice('50');
  expect(first.verdict).toBe('unmet');
  const second = await advice(String(first.would_meet?.max_downtime_ms));
  expect(second.verdict).not.toBe('unmet');
});
