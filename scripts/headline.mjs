// The command of the cover letter "auto-converge refinements for huge VM", for its three loads.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/guestperf-sim.js', import.meta.url));
const options =
  '--cpus 16 --mem 100 --max-iters 200 --max-time 1200 --dst-host 192.0.2.7 ' +
  '--binary /path/to/qemu-kvm --kernel /path/to/vmlinuz --initrd /path/to/initrd-stress.img ' +
  '--transport tcp --downtime 500 --auto-converge --auto-converge-step 10 ' +
  '--stress-mem 150,3000,5000 --host smartx-v1 --repeat 3';

console.log(`$ guestperf-sim ${options}\n`);
const { status, error } = spawnSync(process.execPath, [program, ...options.split(' ')], {
  stdio: 'inherit',
});
if (error) throw error;
process.exitCode = status ?? 1;
