import fc from 'fast-check';
import { expect, test } from 'vitest';
import { campaign } from './campaign.js';
import { caseOf, type FuzzCase } from './fuzz-case.js';
import type { Verdict } from './verdict.js';

const arbitrary = fc.nat(1_000_000).map((size) => caseOf(['run', String(size)]));

async function callsFor(verdict: Pick<Verdict, 'code' | 'ms'>): Promise<number> {
  let calls = 0;
  const judge = async ({ args }: FuzzCase): Promise<Verdict> => {
    calls++;
    const faults = Number(args[1]) > 1000 ? ['more than 500 MiB'] : [];
    return { ...verdict, err: '', faults, peakMib: 600 };
  };
  const found = await campaign(arbitrary, { cases: 1, seed: 1, judge });
  expect(found.failures).toHaveLength(1);
  return calls;
}

test('a case that fails is made smaller by work of about a minute, however it fails', async () => {
  expect(await callsFor({ code: 0, ms: 12_000 })).toBeLessThanOrEqual(7);
  expect(await callsFor({ code: null, ms: 100_000 })).toBeLessThanOrEqual(2);
  expect(await callsFor({ code: 1, ms: 1 })).toBeGreaterThan(10);
});

async function drawn(cases: number, from?: number): Promise<readonly string[]> {
  const seen: string[] = [];
  const judge = async ({ args }: FuzzCase): Promise<Verdict> => {
    seen.push(args[1]);
    return { code: 0, err: '', faults: [], ms: 1, peakMib: 1 };
  };
  const found = await campaign(arbitrary, { cases, seed: 7, judge, ...(from && { from }) });
  expect(found.cases).toBe(seen.length);
  return seen;
}

test('a campaign goes on from a case with those that it would have drawn', async () => {
  const all = await drawn(600);
  expect(await drawn(600, 400)).toEqual(all.slice(400));
  expect(await drawn(600, 401)).toEqual(all.slice(400));
});

test('a find hides no other of its kind, but of a kind there are few', async () => {
  const judge = async ({ args }: FuzzCase): Promise<Verdict> => {
    const [, size] = args;
    const err = `error: ${'abcdefghi'[Number(size) % 9]}: ${size} is not '${size}'\n`;
    return { code: 2, err, faults: ['names no culprit'], ms: 1, peakMib: 1 };
  };
  const { failures } = await campaign(arbitrary, { cases: 200, seed: 3, judge });
  const messages = failures.map((text) => /error: (.)/.exec(text)?.[1]);
  expect(new Set(messages).size).toBe(5);
  expect(messages).toHaveLength(5);
});
