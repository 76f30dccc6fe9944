import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ChangeForecast } from '../../src/watch/forecast.js';
import { pasteLines } from '../../src/watch/paste-lines.js';

const change: ChangeForecast = {
  kind: 'downtime-limit',
  change: 'downtime limit 300 to 1000 ms',
  forecast: { endMs: null, downtimeMs: null, converges: 1 },
  qmp: ['{"execute": "migrate-set-parameters"}'],
  virsh: ['virsh migrate-setmaxdowntime DOMAIN 1000'],
};

test('through a monitor nobody knows the domain', () => {
  expect(pasteLines(change, null)).toEqual([...change.qmp, ...change.virsh]);
});

test('through virsh they are those of virsh, for the domain where it is', () => {
  expect(pasteLines(change, { domain: 'web1', uri: null })).toEqual([
    'virsh migrate-setmaxdowntime web1 1000',
  ]);
  expect(pasteLines(change, { domain: 'web1', uri: 'qemu+ssh://host/system?a=b&c' })).toEqual([
    "virsh --connect 'qemu+ssh://host/system?a=b&c' migrate-setmaxdowntime web1 1000",
  ]);
});

test.each(['a b', "it's", '$(touch x)', '`x`', '$&', 'a;b', '*', 'ü', '"', String.raw`\n`])(
  'a shell takes %j for one word',
  (domain) => {
    const [line] = pasteLines(change, { domain, uri: null });
    const words = execFileSync('sh', ['-c', `virsh() { printf '%s\\n' "$@"; }\n${line}`]);
    expect(words.toString()).toBe(`migrate-setmaxdowntime\n${domain}\n1000\n`);
  },
);
