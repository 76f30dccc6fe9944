import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulate } from '../../../../src/engines/simulate.js';
import { resolve, type Settings } from '../../../../src/settings/resolve.js';
import { temporaryFolder } from '../../../cli/folder.js';

const folder = temporaryFolder();

/** A strategy whose hooks are the text of a program. */
function file(name: string, hooks: string): Settings {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `export default { name: '${name}', ${hooks} };`);
  return { strategy: path };
}

/** What the steps of built-in rules are called, in their place those of a strategy. */
const names = {
  'strategy-switchover': ['max-full-passes', 'max-transfer-factor', 'deadline'],
  'strategy-downtime-limit': ['convergence-timeout', 'policy-downtime-limit'],
  'strategy-pause': ['policy-pause'],
  'strategy-postcopy': ['policy-postcopy'],
  'strategy-give-up': ['policy-completion-timeout', 'policy-progress-timeout'],
};

/** All that came of a migration and was decided in it, as bytes; without what it was asked for, and who asked. */
function outcome(settings: Settings): string {
  const guest: Settings = {
    host: 'smartx-v2',
    qemu: '9.2',
    cpus: 4,
    mem: 4,
    stressMem: 2000,
    maxIters: 1000,
  };
  const asked = resolve({ ...guest, ...settings }, { name: 'any', mode: 'any', repeat: 1 });
  const events: unknown[] = [];
  const { scenario: _asked, ...result } = simulate(asked, {
    trace: (timeMs, event) => event.event !== 'trigger' && events.push([timeMs, event]),
  });
  let text = JSON.stringify([result, events]);
  for (const [own, builtIn] of Object.entries(names)) {
    for (const name of builtIn) text = text.replaceAll(`"${name}"`, `"${own}"`);
  }
  return text;
}

function policy(name: string, settings: object): Settings {
  const path = join(folder, `${name}.json`);
  const text = { name, description: 'any', source: 'any', policy: settings };
  writeFileSync(path, JSON.stringify(text));
  return { policy: path };
}

/** A built-in rule, and the same as a file. */
const twins: Record<string, readonly [Settings, Settings]> = {
  'original auto-converge': [
    { autoConverge: true, backgroundSync: 'off' },
    file(
      'original',
      `state: () => ({ high: 0 }),
       throttle: {
         percent({ periodDirtyBytes, periodSentBytes, throttlePercent }, { state }) {
           if (periodDirtyBytes <= Math.floor(periodSentBytes / 2) || ++state.high < 2) return null;
           state.high = 0;
           return throttlePercent === 0 ? 20 : Math.min(99, throttlePercent + 10);
         },
       }`,
    ),
  ],
  'the periodic sync of QEMU 9.2': [
    { autoConverge: true },
    {
      autoConverge: true,
      ...file(
        'merged',
        `sync: {
           everyMs: 5000, from: 'setup',
           wanted: ({ before, syncCount }) => syncCount > 1 && syncCount === before.syncCount,
         }`,
      ),
    },
  ],
  'a limit of full passes': [
    { maxFullPasses: 4 },
    file(
      'passes',
      `completion: {
         eachTurn: true,
         decide: ({ cause, fullPasses }) => (cause === 'turn' && fullPasses >= 4 ? 'switchover' : null),
       }`,
    ),
  ],
  'a limit of bytes sent': [
    { maxTransferFactor: 1.7 },
    file(
      'factor',
      `completion: {
         eachTurn: true,
         decide({ cause, ramBytes, transferredBytes }) {
           return cause === 'turn' && transferredBytes > 1.7 * ramBytes ? 'switchover' : null;
         },
       }`,
    ),
  ],
  'a deadline': [
    { deadline: 47 },
    file(
      'deadline',
      `completion: {
         eachTurn: true,
         decide: ({ cause, timeMs }) => (cause === 'turn' && timeMs >= 47000 ? 'switchover' : null),
       }`,
    ),
  ],
  'the convergence timeout': [
    { convergenceTimeout: 9 },
    {
      downtime: 30,
      ...file(
        'doubles',
        `completion: {
           everyMs: 9000, untilEnd: true,
           decide: ({ cause, downtimeLimitMs }) =>
             cause === 'timer' ? { downtimeLimitMs: downtimeLimitMs * 2 } : null,
         }`,
      ),
    },
  ],
  "virsh's timeout": [
    policy('virsh', { kind: 'virsh', timeoutSeconds: 40, action: 'suspend' }),
    file(
      'virsh',
      `completion: {
         everyMs: 500, untilEnd: true,
         decide: ({ cause, timeMs }) =>
           cause === 'timer' && timeMs > 40500 ? ['pause-guest', 'no-more-looks'] : null,
       }`,
    ),
  ],
  "KubeVirt's monitor": [
    policy('kubevirt', {
      kind: 'kubevirt',
      completionTimeoutPerGiB: 10,
      progressTimeout: 5,
      allowWorkloadDisruption: false,
    }),
    file(
      'kubevirt',
      `state: () => ({ least: Infinity, progressMs: 0 }),
       completion: {
         everyMs: 400, untilEnd: true,
         decide({ cause, remainingBytes, timeMs, ramBytes }, { state }) {
           if (cause !== 'timer') return null;
           if (remainingBytes < state.least) state.progressMs = timeMs;
           state.least = remainingBytes;
           const tooLong = timeMs > 4.5 * 10000;
           return tooLong || timeMs - state.progressMs > 5000 ? 'give-up' : null;
         },
       }`,
    ),
  ],
  "a manager's two steps at one look": [
    policy('actions', {
      kind: 'actions',
      pollMs: 700,
      actions: [
        { action: 'set-downtime-limit', afterSeconds: 20, downtimeLimitMs: 900 },
        { action: 'pause', afterSeconds: 20 },
      ],
    }),
    file(
      'actions',
      `completion: {
         everyMs: 700, untilEnd: true,
         decide: ({ cause, timeMs }) =>
           cause === 'timer' && timeMs > 20000
             ? [{ downtimeLimitMs: 900 }, 'pause-guest', 'no-more-looks']
             : null,
       }`,
    ),
  ],
};

test.each(Object.entries(twins))('%s as a file, byte by byte', (_name, [builtIn, own]) => {
  const ours = outcome({ maxTime: 200, ...own });
  // Compared as a whole: a difference of megabytes says nothing.
  expect(ours === outcome({ maxTime: 200, ...builtIn })).toBe(true);
  expect(ours === outcome({ maxTime: 200 })).toBe(false);
});
