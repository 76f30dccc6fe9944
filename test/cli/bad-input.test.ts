import { expect, test } from 'vitest';
import { commands } from '../../src/commands.js';
import { run } from './program.js';

const commandNames = commands.map(({ name }) => name).join(', ');

// Each setting alone is tested by test/settings/bad-values.test.ts, what contradicts by refusals.test.ts there.
test.each([
  ['--cpus 0', '--cpus: 0 is out of range; allowed: 1 to 1024 (vCPUs)'],
  ['--mem 1.5x', '--mem: 1.5x is not a whole number; allowed: 1 to 16383 (GiB)'],
  [
    '--mem 2 --stress-mem 100,2049',
    "--stress-mem: 2049 is larger than the guest's RAM (--mem 2); allowed: 1 to 2048 (MiB)",
  ],
  ['--vm-mem 1023', '--vm-mem: 1023 is less than the 1024 MiB that the workload writes'],
  ['--stress-mem 100,', "--stress-mem: '' is not a whole number; allowed: 1 to 16776192 (MiB)"],
  [
    '--throttle-initial 50 --max-throttle 20',
    '--max-throttle: 20 is below --throttle-initial 50; allowed: 50 to 99 (%)',
  ],
  ['--stres-mem 5', '--stres-mem: unknown option; did you mean --stress-mem?'],
  ['--zzz', '--zzz: unknown option'],
  ['--cpus', '--cpus: a value is missing'],
  [
    '--format jsn',
    '--format: jsn is not one of the choices; allowed: table, json, ndjson, csv, markdown, guestperf; did you mean json?',
  ],
  [
    '--dst-host 192.0.2.7',
    '--dst-host: 192.0.2.7 is not reached by a unix socket, which is the default: needs --transport tcp or rdma',
  ],
  [
    'batch --dst-host b --transport unix',
    '--dst-host: b is not reached by a unix socket, which is the default: needs --transport tcp or rdma',
  ],
  [
    '--output no-such-folder/x',
    "--output: 'no-such-folder/x' cannot be written: the folder no-such-folder does not exist",
  ],
  ['--output test', '--output: test is a folder, not a file'],
  ['rnu', `command: rnu is unknown; allowed: ${commandNames}; did you mean run?`],
  ['run again', 'run: again is one argument too many: run takes options only'],
  [
    '--auto-converge --background-sync merged --qemu 9.1',
    '--background-sync: merged is not in QEMU 9.1, it came with 9.2; allowed: off, v1, v2',
  ],
  ['--background-sync merged', '--background-sync: merged needs --auto-converge'],
  ['--responsive-throttle', '--responsive-throttle: needs --auto-converge'],
  ['--cpu-throttle-responsive', '--cpu-throttle-responsive: needs --auto-converge'],
  [
    '--workload random --stress-mem 64',
    "--workload: contradicts --stress-mem, the load of guestperf's own stress program",
  ],
  [
    '--workload hot-cold --mem 3',
    "--workload: hot-cold writes 4096 MiB, more than the guest's RAM (--mem 3)",
  ],
  [
    '--trace no-such-folder/x',
    "--trace: 'no-such-folder/x' cannot be written: the folder no-such-folder does not exist",
  ],
  ['--trace ./x.json --output x.json', "--trace: './x.json' is the file of --output"],
  ['validate --max-error x', '--max-error: x is not a number; allowed: 0 to 1000000 (%)'],
  ['validate --max-error -1', '--max-error: -1 is out of range; allowed: 0 to 1000000 (%)'],
  ['validate --recorded', '--recorded: a value is missing'],
  ['validate --recorded a --reference b', '--reference: b contradicts --recorded'],
  ['validate --recorded nosuch.json --host generic-10g', '--recorded: nosuch.json does not exist'],
  [
    'calibrate --reference auto-converge-refinements-v1',
    '--output: missing; allowed: the path of a file',
  ],
  [
    'calibrate --recorded a --rows original --output x.json',
    '--rows: original contradicts --recorded',
  ],
  ['calibrate --recorded a --reference b', '--reference: b contradicts --recorded'],
  ['calibrate --stress-mem 64 --output x.json', '--stress-mem: 64 needs --recorded'],
  [
    'calibrate --recorded a --stress-mem 64 --workload idle --output x.json',
    '--stress-mem: contradicts --workload',
  ],
  ['calibrate --recorded a --output x.json --out y.json', '--out: y.json contradicts --output'],
  ['calibrate --recorded nosuch.json --output x.json', '--recorded: nosuch.json does not exist'],
  [
    'calibrate --recorded package.json ./package.json --output x.json',
    "--recorded: './package.json' is named twice: each run counts once",
  ],
  [
    'calibrate --reference auto-converge-refinements-v1 --out X.json',
    '--out: X is not a name for a profile; allowed: lower-case letters, digits and hyphens',
  ],
  ['calibrate --rows v1', '--rows: v1 is not one of the choices; allowed: original'],
  [
    '--max-transfer-factor 0',
    '--max-transfer-factor: 0 is out of range; allowed: 0.01 to 1000000 (times the RAM)',
  ],
  ['--pause --pause-after 60', '--pause-after: 60 contradicts --pause: a guest is paused once'],
  ['--deadline 400', '--deadline: 400 contradicts --max-time 300, which cancels before'],
  [
    '--policy kubevirt --pause',
    '--policy: kubevirt contradicts --pause: a policy decides by itself',
  ],
  [
    '--policy openstack-nova --downtime 300',
    '--downtime: contradicts --policy openstack-nova, which sets the downtime limit',
  ],
  [
    '--policy kubevirt --auto-converge',
    '--auto-converge: contradicts --policy kubevirt, which does not permit it',
  ],
  [
    '--post-copy --pause',
    '--post-copy: contradicts --pause: a guest that stands still needs no postcopy',
  ],
  [
    '--post-copy --policy kubevirt',
    '--post-copy: contradicts --policy: a policy decides by itself',
  ],
  [
    '--post-copy --multifd --qemu 9.2',
    '--post-copy: contradicts --multifd in QEMU 9.2: pages that the destination asks for could not be told from those on the channels',
  ],
  ['--postcopy-preempt', '--postcopy-preempt: needs --post-copy, or a policy that starts postcopy'],
  [
    '--max-postcopy-bandwidth 5 --policy kubevirt',
    '--max-postcopy-bandwidth: needs --post-copy, or a policy that starts postcopy',
  ],
  [
    '--post-copy --free-page-hint qemu-hinting',
    '--free-page-hint: is ignored by QEMU with postcopy (--post-copy)',
  ],
  [
    '--policy libvirt-postcopy --free-page-hint qemu-hinting',
    '--free-page-hint: is ignored by QEMU with postcopy (--policy)',
  ],
  [
    '--dirty-ring-size 1000',
    '--dirty-ring-size: 1000 is out of range; allowed: 0, or a power of two from 1024 to 65536',
  ],
  [
    '--dirty-ring-size 5000',
    '--dirty-ring-size: 5000 is not a power of two; allowed: 0, or a power of two from 1024 to 65536',
  ],
  ['--multifd-compression zstd', '--multifd-compression: zstd needs --multifd'],
  [
    '--multifd --multifd-compression zsdt',
    '--multifd-compression: zsdt is not one of the choices; allowed: none, zlib, zstd, qpl, uadk, qatzip; did you mean zstd?',
  ],
  [
    '--multifd --multifd-compression zstd --multifd-zlib-level 3',
    '--multifd-zlib-level: 3 needs --multifd-compression zlib',
  ],
  ['--device-state-channels 2', '--device-state-channels: 2 needs --multifd'],
  [
    '--multifd --multifd-channels 4 --device-state-channels 5',
    '--device-state-channels: 5 leaves none of the 4 channels to RAM; allowed: 0 to 3',
  ],
  [
    '--device-state-transfer parallel',
    '--device-state-transfer: parallel needs --multifd; allowed: serial',
  ],
])('%s', async (commandLine, sentence) => {
  const { code, out, err } = await run(commandLine.split(' '));
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: `error: ${sentence}\n` });
});

test.each([
  ['--host nosuch', /^error: --host: nosuch is not .*generic-10g.*\n$/],
  ['--workload nosuch', /^error: --workload: nosuch is not .*hot-cold, idle.*\n$/],
  ['--policy nosuch', /^error: --policy: nosuch is not a shipped policy.*kubevirt.*\n$/],
  ['batch --suite nosuch', /^error: --suite: nosuch is not .*cover-letter-v1.*\n$/],
  [
    'validate --reference nosuch',
    /^error: --reference: nosuch .*auto-converge-refinements-v1.*\n$/,
  ],
  ['calibrate --out x.json', /^error: --reference: missing; .*auto-converge-refinements-v1.*\n$/],
  ['calibrate --reference nosuch --start nosuch', /^error: --reference: nosuch .*\n$/],
  ['validate --recorded x', /^error: --host: missing: .*generic-10g.*\n$/],
])('%s lists what exists', async (commandLine, sentence) => {
  const { code, err } = await run(commandLine.split(' '));
  expect(code).toBe(2);
  expect(err).toMatch(sentence);
});

test('a stack trace is shown with --debug only', async () => {
  const { err } = await run(['--cpus', '0', '--debug']);
  expect(err).toContain('--cpus: 0 is out of range');
  expect(err).toContain('    at ');
});
