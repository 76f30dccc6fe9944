import { describe, expect, test } from 'vitest';
import {
  type PolicyPlan,
  policyPlan,
} from '../../../../../src/engines/qemu/features/policy/policy-plan.js';
import { loadPolicy, shipped } from '../../../../../src/profiles/profile-files.js';
import { policySettingsSchema, type PolicySettings } from '../../../../../src/profiles/policy.js';

const plan = (settings: object, ramGib: number): PolicyPlan =>
  policyPlan(policySettingsSchema.parse(settings) as PolicySettings, ramGib);

test('virsh: one suspend, counted from its first look', () => {
  expect(plan({ kind: 'virsh', timeoutSeconds: 60 }, 8)).toEqual({
    pollMs: 500,
    countsFrom: 'first-poll',
    firstDowntimeLimitMs: null,
    actions: [{ do: 'pause', after: 'start', seconds: 60 }],
  });
});

test('virsh may start postcopy instead, once too', () => {
  const { actions } = plan({ kind: 'virsh', timeoutSeconds: 60, action: 'postcopy' }, 8);
  expect(actions).toEqual([{ do: 'postcopy', after: 'start', seconds: 60 }]);
});

describe('Nova', () => {
  test("the documentation's example: 2 GiB, defaults", () => {
    const { actions, firstDowntimeLimitMs, pollMs } = plan({ kind: 'nova' }, 2);
    expect({ firstDowntimeLimitMs, pollMs }).toEqual({ firstDowntimeLimitMs: 50, pollMs: 500 });
    const limits = actions.flatMap((each) =>
      each.do === 'set-downtime-limit' ? [[each.seconds, each.milliseconds]] : [],
    );
    expect(limits.slice(0, 3)).toEqual([
      [150, 95],
      [300, 140],
      [450, 185],
    ]);
    expect(limits).toHaveLength(10);
    expect(limits.at(-1)).toEqual([1500, 500]);
    expect(actions.at(-1)).toEqual({
      do: 'abort',
      reason: 'policy-completion-timeout',
      after: 'start',
      seconds: 1600,
    });
  });

  test('truncated as in Python; a guest of less than 2 GiB counts as 2', () => {
    const settings = {
      kind: 'nova',
      live_migration_downtime: 100,
      live_migration_downtime_steps: 3,
    };
    const small = plan(settings, 1.5);
    // base 33.33, offset 22.22.
    expect(small.firstDowntimeLimitMs).toBe(33);
    expect(small.actions.slice(0, 3)).toMatchObject([
      { milliseconds: 55, seconds: 150 },
      { milliseconds: 77, seconds: 300 },
      { milliseconds: 100, seconds: 450 },
    ]);
    const odd = plan({ kind: 'nova', live_migration_downtime_delay: 7 }, 2.5);
    // int(7 * 2.5) is 17, then times the step.
    expect(odd.actions.slice(0, 2)).toMatchObject([{ seconds: 17 }, { seconds: 34 }]);
    expect(odd.actions.at(-1)).toMatchObject({ seconds: 2000 });
  });

  test('force_complete starts postcopy where that is permitted, abort aborts all the same', () => {
    const permitted = { kind: 'nova', live_migration_permit_post_copy: true };
    const force = { ...permitted, live_migration_timeout_action: 'force_complete' };
    expect(plan(force, 4).actions.at(-1)).toEqual({
      do: 'postcopy',
      after: 'start',
      seconds: 3200,
    });
    expect(plan(permitted, 4).actions.at(-1)).toMatchObject({ do: 'abort' });
  });

  test('force_complete pauses; a timeout of 0 is off', () => {
    const force = { kind: 'nova', live_migration_timeout_action: 'force_complete' };
    expect(plan(force, 4).actions.at(-1)).toEqual({ do: 'pause', after: 'start', seconds: 3200 });
    const off = plan({ kind: 'nova', live_migration_completion_timeout: 0 }, 4);
    expect(off.actions.every((each) => each.do === 'set-downtime-limit')).toBe(true);
  });
});

describe('KubeVirt', () => {
  const progress = {
    do: 'abort',
    reason: 'policy-progress-timeout',
    after: 'progress',
    seconds: 150,
  };
  const completion = { do: 'abort', reason: 'policy-completion-timeout', after: 'start' };

  test('aborts by default', () => {
    const { actions, pollMs } = plan({ kind: 'kubevirt' }, 4);
    expect(pollMs).toBe(400);
    expect(actions).toEqual([progress, { ...completion, seconds: 600 }]);
  });

  test('starts postcopy where that is allowed, unless the workload may not be disrupted', () => {
    const allowed = { kind: 'kubevirt', allowPostCopy: true };
    expect(plan(allowed, 4).actions[0]).toEqual({ do: 'postcopy', after: 'start', seconds: 600 });
    const undisturbed = { ...allowed, allowWorkloadDisruption: false };
    expect(plan(undisturbed, 4).actions).toEqual([progress, { ...completion, seconds: 600 }]);
  });

  test('pauses where it may disrupt the workload, and then waits as long again', () => {
    expect(plan({ kind: 'kubevirt', allowWorkloadDisruption: true }, 4).actions).toEqual([
      { do: 'pause', after: 'start', seconds: 600 },
      progress,
      { ...completion, seconds: 1200 },
    ]);
  });
});

test('a list of actions: what is set at 0 s is set from the start', () => {
  const { actions, firstDowntimeLimitMs } = plan(
    {
      kind: 'actions',
      pollMs: 1000,
      actions: [
        { action: 'set-downtime-limit', afterSeconds: 0, downtimeLimitMs: 100 },
        { action: 'pause', afterSeconds: 60 },
        { action: 'abort', afterSeconds: 90 },
      ],
    },
    4,
  );
  expect(firstDowntimeLimitMs).toBe(100);
  expect(actions.map((each) => each.do)).toEqual(['set-downtime-limit', 'pause', 'abort']);
});

test('every shipped policy is one, and is loaded', () => {
  expect(shipped.policy()).toEqual([
    'kubevirt',
    'kubevirt-workload-disruption',
    'libvirt-postcopy',
    'libvirt-suspend',
    'openstack-nova',
    'openstack-nova-force-complete',
  ]);
  for (const name of shipped.policy()) expect(loadPolicy(name).name).toBe(name);
});

test('the shipped defaults are those of the schema', () => {
  for (const name of ['openstack-nova', 'kubevirt']) {
    const { policy } = loadPolicy(name);
    const { allowWorkloadDisruption: _unset, ...standard } = {
      allowWorkloadDisruption: null,
      ...policySettingsSchema.parse({ kind: policy.kind }),
    };
    expect(policy).toMatchObject(standard);
  }
});
