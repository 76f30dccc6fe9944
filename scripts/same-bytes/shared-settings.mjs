import { drawHostFile, drawWorkloadFile } from './profile-files.mjs';
import { workloadMemory } from './option-tables.mjs';

/** A shipped host, or a changed copy of one in a file; sets the draft's `host`. */
export function drawHost(draft) {
  const { random, shipped, settings } = draft;
  const names = Object.keys(shipped.hosts);
  draft.host = shipped.hosts['generic-10g'];
  if (random.chance(0.1)) {
    draft.host = drawHostFile(draft);
  } else if (random.chance(0.6)) {
    const name = random.pick(names);
    draft.host = shipped.hosts[name];
    settings.set('--host', name);
  }
}

/** The size of the guest and what it writes. */
export function drawGuest(draft) {
  const { random, settings } = draft;
  const mem = random.integer(1, 4);
  settings.set('--mem', String(mem));
  if (random.chance(0.7)) settings.set('--cpus', random.pick(['1', '2', '4', '8']));
  if (random.chance(0.6)) settings.set('--sleep', String(random.integer(0, 3)));
  if (random.chance(0.25)) drawWorkload(draft, mem);
  else settings.set('--stress-mem', String(random.integer(10, 700)));
}

function drawWorkload(draft, mem) {
  const { random, shipped, settings } = draft;
  if (random.chance(0.3)) {
    settings.set('--workload', drawWorkloadFile(draft));
    return;
  }
  const name = random.pick(Object.keys(shipped.workloads));
  settings.set('--workload', name);
  settings.set('--mem', String(Math.max(mem, workloadMemory[name] ?? 2)));
}

/** Seeds, repeats and checks, which every engine has. */
export function drawSimulation({ random, settings }) {
  if (random.chance(0.4)) settings.set('--seed', random.pick(['2', '7', 'abc', '-1', '1 2']));
  if (random.chance(0.25)) settings.set('--repeat', '2');
  if (random.chance(0.3)) settings.set('--verify', true);
  if (random.chance(0.08)) settings.set('--require-convergence', true);
}

/** Options that a report records and a simulation does not look at. */
export function drawRecorded({ random, settings }) {
  const texts = {
    '--binary': ['/usr/bin/qemu', 'qemu system'],
    '--kernel': ['/boot/vmlinuz'],
    '--initrd': ['initrd.img'],
    '--src-cpu-bind': ['0,1', '0-3', ''],
    '--src-mem-bind': ['0'],
    '--dst-cpu-bind': ['4,,5'],
    '--dst-mem-bind': ['1'],
    '--prealloc-pages': ['yes'],
    '--huge-pages': ['2M', 'off'],
    '--locked-pages': ['on'],
  };
  for (const flag of random.sample(Object.keys(texts), random.integer(1, 4))) {
    settings.set(flag, random.pick(texts[flag]));
  }
  if (random.chance(0.3)) settings.set('--transport', random.pick(['unix', 'tcp', 'rdma']));
  if (random.chance(0.5)) settings.set('--dst-host', 'localhost');
}
