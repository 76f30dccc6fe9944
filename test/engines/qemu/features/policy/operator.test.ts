import { describe, expect, test } from 'vitest';
import { Operator } from '../../../../../src/engines/qemu/features/policy/operator.js';
import { EndingRule } from '../../../../../src/engines/qemu/rules/ending-rule.js';
import type { LookSources } from '../../../../../src/engines/qemu/rules/live-look.js';
import { BitmapMutex } from '../../../../../src/migration/bitmap-mutex.js';
import { policyPlan } from '../../../../../src/engines/qemu/features/policy/policy-plan.js';
import { policySettingsSchema, type PolicySettings } from '../../../../../src/profiles/policy.js';
import { NS_PER_S, ns } from '../../../../../src/sim/time.js';
import { VirtualClock } from '../../../../../src/sim/virtual-clock.js';

/** What a manager does, each with its second, while `remaining` bytes are left at each second. */
function watched(
  settings: object,
  ramGib: number,
  until: number,
  remaining: (seconds: number) => number = (seconds) => 1e9 - seconds,
): (readonly [number, string])[] {
  const clock = new VirtualClock();
  const done: (readonly [number, string])[] = [];
  const note = (what: string): void => void done.push([clock.now / NS_PER_S, what]);
  const plan = policyPlan(policySettingsSchema.parse(settings) as PolicySettings, ramGib);
  const limit = {
    milliseconds: plan.firstDowntimeLimitMs ?? 500,
    set(milliseconds: number) {
      limit.milliseconds = milliseconds;
      note(`limit ${milliseconds}`);
    },
  };
  const operator = new Operator(plan);
  const ram = { remainingBytes: 0 };
  const sources = { context: { clock, ram } } as unknown as LookSources;
  const context = { clock, mutex: new BitmapMutex(clock) };
  const target = {
    limit,
    pause: { pause: () => note('pause') },
    postcopy: { start: () => note('postcopy') },
    cancel: (reason: string) => note(reason),
  };
  const looked = (): LookSources => {
    ram.remainingBytes = remaining(clock.now / NS_PER_S);
    return sources;
  };
  new EndingRule(operator, operator.names, context, looked, () => target).start();
  clock.advanceTo(ns(until * NS_PER_S));
  return done;
}

test('virsh suspends once, at the first look past the timeout since its first look', () => {
  // Counted from 0.5 s: at 10.5 s just 10 s have passed, not more.
  expect(watched({ kind: 'virsh', timeoutSeconds: 10 }, 4, 100)).toEqual([[11, 'pause']]);
});

test('a manager that has started postcopy does nothing more', () => {
  const kubevirt = { kind: 'kubevirt', completionTimeoutPerGiB: 10, allowPostCopy: true };
  // Nothing becomes less: without postcopy it would abort, first for want of progress.
  expect(watched(kubevirt, 4, 1000, () => 1e9)).toEqual([[40.4, 'postcopy']]);
});

test("Nova's steps for 2 GiB, and the abort", () => {
  const done = watched({ kind: 'nova' }, 2, 2000);
  expect(done.slice(0, 3)).toEqual([
    [150.5, 'limit 95'],
    [300.5, 'limit 140'],
    [450.5, 'limit 185'],
  ]);
  expect(done.slice(-2)).toEqual([
    [1500.5, 'limit 500'],
    [1600.5, 'policy-completion-timeout'],
  ]);
});

describe('KubeVirt', () => {
  test('aborts past the completion timeout', () => {
    expect(watched({ kind: 'kubevirt' }, 2, 301)[0]).toEqual([300.4, 'policy-completion-timeout']);
  });

  test('aborts without progress', () => {
    const stuck = (seconds: number): number => (seconds <= 40 ? 1e9 - seconds : 5e8);
    // At 40.4 s it fell for the last time.
    expect(watched({ kind: 'kubevirt' }, 8, 200, stuck)[0]).toEqual([
      190.8,
      'policy-progress-timeout',
    ]);
  });

  test('progress is less than at the last look, not less than ever', () => {
    const sawtooth = (seconds: number): number => 1000 - (seconds % 100);
    expect(watched({ kind: 'kubevirt' }, 8, 1000, sawtooth)).toEqual([]);
  });

  test('with disruption: pauses, then aborts at twice the time', () => {
    const done = watched({ kind: 'kubevirt', allowWorkloadDisruption: true }, 2, 601);
    expect(done).toEqual([
      [300.4, 'pause'],
      [600.4, 'policy-completion-timeout'],
    ]);
  });
});

test('of several limits that are due the last one is set, if it is another one', () => {
  const limitAt = (afterSeconds: number, downtimeLimitMs: number): object => ({
    action: 'set-downtime-limit',
    afterSeconds,
    downtimeLimitMs,
  });
  const actions = [limitAt(0, 100), limitAt(1, 200), limitAt(2, 300), limitAt(8, 300)];
  expect(watched({ kind: 'actions', pollMs: 5000, actions }, 4, 60)).toEqual([[5, 'limit 300']]);
});
